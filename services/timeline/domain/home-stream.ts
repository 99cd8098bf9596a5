import { type ListStream, type ListView, listStream } from '../../../platform/streams/list-stream.ts';
import {
  maxAboveFloor,
  type ResumePoint,
  resumeTokenTooOld,
} from '../../../platform/streams/resume-point.ts';
import type { Entries } from '../ports.ts';
import { type Audience, homeAudience } from './audience.ts';
import { type Entry, isRepost } from './entry.ts';
import { filterVisible, type ShownEntry } from './filter-visible.ts';
import type { ReadHomeVersions } from './home-versions.ts';
import type { LiveReaders } from './live-readers.ts';
import type { LowWatermark } from './low-watermark.ts';
import { fewest } from './page.ts';
import type { PullAuthors } from './pull-authors.ts';
import type { Removals } from './removals.ts';
import { ringNewestFirst, ringVersion } from './ring.ts';
import type { RingKeeper, UsableRing } from './ring-keeper.ts';
import { recentEntries } from './ring-timeline.ts';
import { startFloor } from './start-floor.ts';
import { homeVisibility, type TimelineRules, type TimelineSources } from './timelines.ts';

export interface HomeStreamOptions {
  readonly sources: TimelineSources;
  readonly rules: TimelineRules;
  readonly keeper: RingKeeper;
  readonly pulls: PullAuthors;
  readonly watermark: LowWatermark;
  readonly versions: ReadHomeVersions;
  /** Whether fan-out is up to date: the reader's own entries above this watermark reach their ring soon. */
  readonly isUpToDate: (lowWatermarkId: string) => boolean;
  /** Notes whose entries the timeline has. */
  readonly live: Pick<LiveReaders, 'follow'>;
  /** Notes the reposts in a ring, which this process may not have seen as events. */
  readonly removals: Pick<Removals, 'reposted'>;
  /** The most entries of a message. */
  readonly batchSize: number;
}

export interface HomeStream extends Pick<ListStream<ShownEntry>, 'next'> {
  /** See LiveSource. */
  unchanged?(): Promise<ResumePoint | undefined>;
}

/** The versions of what `next` last read. */
interface Seen {
  readonly graph: bigint;
  readonly ring: string;
  readonly pulls: number;
  readonly authorIds: ReadonlySet<string>;
}

/** Opens one reader's stream at a resume point; undefined starts now. */
export type OpenStream = (viewerId: string, from: ResumePoint | undefined) => HomeStream;

/** One reader's home timeline as a list that grows. */
export function homeStream(
  viewerId: string,
  from: ResumePoint | undefined,
  options: HomeStreamOptions,
): HomeStream {
  const { sources, rules, keeper, pulls, watermark, versions, isUpToDate, live, removals, batchSize } =
    options;
  let seen: Seen | undefined;

  const view = async (asked: string | undefined): Promise<ListView<Entry, ShownEntry>> => {
    // Read before the ring: every entry below it is then in the ring.
    const lowWatermarkId = await watermark.now();
    const { ring, graph } = await keeper.ensure(viewerId);
    const audience = homeAudience(viewerId, graph);
    const { authorIds } = audience;
    const { bytes } = ring;
    seen = {
      graph: graph.version,
      ring: ringVersion(bytes, bytes, bytes.length),
      pulls: pulls.versionOf(authorIds),
      authorIds,
    };
    // Before entries are looked up: later removals reach the stream, and earlier ones are found by the look-up.
    if (live.follow(viewerId, graph.version, audience.authorIds)) noteReposts(ring, removals);
    const floor = asked ?? startFloor(ring, lowWatermarkId);
    if (BigInt(floor) < ring.completeFrom) throw resumeTokenTooOld();
    const { entries } = sources;
    const candidates = await entriesAbove(floor, {
      viewerId,
      audience,
      ring,
      entries,
      pulls,
      lowWatermarkId,
    });
    const visibility = homeVisibility(sources, rules, viewerId, audience);
    return { floor, lowWatermarkId, candidates, show: (batch) => filterVisible(batch, visibility) };
  };

  const list = listStream(from, {
    view,
    idOf: ({ entryId }) => entryId,
    candidateOf: ({ entry }) => entry,
    batchSize,
    fewest,
  });
  return {
    next: list.next,
    async unchanged() {
      if (seen === undefined) return undefined;
      const { lowWatermarkId, graph, ring } = await versions(viewerId);
      const isSame =
        graph === seen.graph && ring === seen.ring && pulls.versionOf(seen.authorIds) === seen.pulls;
      return isSame && isUpToDate(lowWatermarkId) ? list.advance(lowWatermarkId) : undefined;
    },
  };
}

interface AboveOptions {
  readonly viewerId: string;
  readonly audience: Audience;
  readonly ring: UsableRing;
  readonly entries: Entries;
  readonly pulls: PullAuthors;
  readonly lowWatermarkId: string;
}

function noteReposts({ bytes }: UsableRing, removals: Pick<Removals, 'reposted'>): void {
  for (const entry of ringNewestFirst(bytes, 0n)) {
    if (isRepost(entry)) removals.reposted(entry.subjectId, entry.actorId);
  }
}

/** The candidates from the floor on, oldest first. */
async function entriesAbove(floor: string, options: AboveOptions): Promise<Entry[]> {
  const above: Entry[] = [];
  const candidates = recentEntries({ ...options, chunk: 50 }, floor);
  for (;;) {
    const next = candidates.next();
    const entry = next instanceof Promise ? await next : next;
    if (entry === undefined) break;
    above.push(entry);
    if (above.length > maxAboveFloor) throw resumeTokenTooOld();
  }
  return above.reverse();
}
