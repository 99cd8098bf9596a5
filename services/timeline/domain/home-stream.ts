import { DomainError } from '../../../platform/domain-error.ts';
import type { Entries } from '../ports.ts';
import { type Audience, homeAudience } from './audience.ts';
import { type Entry, isRepost } from './entry.ts';
import { judge, type ShownEntry } from './judge.ts';
import type { LiveReaders } from './live-readers.ts';
import type { LowWatermark } from './low-watermark.ts';
import { fewest } from './page.ts';
import type { PullAuthors } from './pull-authors.ts';
import type { Removals } from './removals.ts';
import { maxAboveFloor, type ResumePoint } from './resume-token.ts';
import { ringNewestFirst } from './ring.ts';
import type { RingKeeper, UsableRing } from './ring-keeper.ts';
import { recentEntries } from './ring-timeline.ts';
import { startFloor } from './start-floor.ts';
import { homeJudge, type TimelineRules, type TimelineSources } from './timelines.ts';

export interface HomeStreamOptions {
  readonly sources: TimelineSources;
  readonly rules: TimelineRules;
  readonly keeper: RingKeeper;
  readonly pulls: PullAuthors;
  readonly watermark: LowWatermark;
  /** Is told whose entries the timeline has. */
  readonly live: Pick<LiveReaders, 'follow'>;
  /** Is told of the reposts that stand in a ring, which this process may not have heard of. */
  readonly removals: Pick<Removals, 'reposted'>;
  /** Entries of one message at the most. */
  readonly batchSize: number;
}

export interface Arrivals {
  /** In order of id; clients insert by id. */
  readonly entries: ShownEntry[];
  /** Where the stream stands after them. */
  readonly point: ResumePoint;
  /** There is more to send at once. */
  readonly more: boolean;
}

/** One reader's stream: a resume point that moves as entries are taken. It holds no page and no history. */
export interface HomeStream {
  /** What has come since the last time. @throws DomainError RESUME_TOKEN_TOO_OLD */
  next(): Promise<Arrivals>;
}

/** Opens one reader's stream where he left off; undefined starts now. */
export type OpenStream = (viewerId: string, from: ResumePoint | undefined) => HomeStream;

/** @param from undefined starts now: what stands in the timeline already is not sent */
export function homeStream(
  viewerId: string,
  from: ResumePoint | undefined,
  options: HomeStreamOptions,
): HomeStream {
  const { sources, rules, keeper, pulls, watermark, live, removals, batchSize } = options;
  let point = from;

  const look = async (): Promise<{
    above: Entry[];
    floor: string;
    audience: Audience;
    start: ResumePoint;
  }> => {
    // First of all: what is below it now stands in the ring that is read after it.
    const floor = await watermark.now();
    const { ring, graph } = await keeper.ensure(viewerId);
    const audience = homeAudience(viewerId, graph);
    // Before anything is looked up: what goes from here on is told, what went before is not sent.
    if (live.follow(viewerId, graph.version, audience.authorIds)) noteReposts(ring, removals);
    const start = point ?? { floor: startFloor(ring, floor), sent: new Set<string>() };
    if (BigInt(start.floor) < ring.completeFrom) throw tooOld();
    const above = await entriesAbove(start.floor, {
      viewerId,
      audience,
      ring,
      entries: sources.entries,
      pulls,
      settledId: floor,
    });
    return { above, floor, audience, start };
  };

  return {
    async next() {
      const { above, floor, audience: whose, start } = await look();
      if (point === undefined) {
        point = { floor: start.floor, sent: new Set(above.map(({ entryId }) => entryId)) };
        return { entries: [], point, more: false };
      }
      const unsent = above.filter(({ entryId }) => !start.sent.has(entryId));
      const judging = homeJudge(sources, rules, viewerId, whose);
      const batch: ShownEntry[] = [];
      let looked = 0;
      while (batch.length < batchSize && looked < unsent.length) {
        // Never fewer, or where most are gone each would be a round of its own; what is too much is left for the next message.
        const candidates = unsent.slice(looked, looked + Math.max(batchSize, fewest));
        const shown = await judge(candidates, judging);
        const room = batchSize - batch.length;
        batch.push(...shown.slice(0, room));
        looked += shown.length > room ? candidates.indexOf(shown[room]!.entry) : candidates.length;
      }
      const more = looked < unsent.length;
      // With more to come the floor stops at what was not looked at: that must not fall under it.
      const passed = more ? lesser(floor, unsent[looked]!.entryId) : floor;
      // Never back: a restart may know less than the token.
      const nextFloor = greater(passed, start.floor);
      const sent = new Set(
        [...start.sent, ...batch.map(({ entry }) => entry.entryId)].filter((id) => id >= nextFloor),
      );
      point = { floor: nextFloor, sent };
      return { entries: batch, point, more };
    },
  };
}

interface AboveOptions {
  readonly viewerId: string;
  readonly audience: Audience;
  readonly ring: UsableRing;
  readonly entries: Entries;
  readonly pulls: PullAuthors;
  readonly settledId: string;
}

function noteReposts({ bytes }: UsableRing, removals: Pick<Removals, 'reposted'>): void {
  for (const entry of ringNewestFirst(bytes, 0n)) {
    if (isRepost(entry)) removals.reposted(entry.subjectId, entry.actorId);
  }
}

/** Candidates from the floor on, oldest first. */
async function entriesAbove(floor: string, options: AboveOptions): Promise<Entry[]> {
  const above: Entry[] = [];
  const candidates = recentEntries({ ...options, chunk: 50 }, floor);
  for (;;) {
    const next = candidates.next();
    const entry = next instanceof Promise ? await next : next;
    if (entry === undefined) break;
    above.push(entry);
    if (above.length > maxAboveFloor) throw tooOld();
  }
  return above.reverse();
}

function lesser(a: string, b: string): string {
  return a < b ? a : b;
}

function greater(a: string, b: string): string {
  return a > b ? a : b;
}

function tooOld(): DomainError {
  return new DomainError('RESUME_TOKEN_TOO_OLD', 'too much has happened since: list again', {
    field: 'resume_token',
  });
}
