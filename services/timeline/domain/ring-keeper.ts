import { background } from '../../../platform/background.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import type { Entries, RingStore, ViewerGraphs } from '../ports.ts';
import { type Audience, homeAudience, type ViewerGraph } from './audience.ts';
import { authorLists } from './author-lists.ts';
import { each } from './candidates.ts';
import type { Entry } from './entry.ts';
import type { PullAuthors } from './pull-authors.ts';
import { ringCapacity, ringHeader } from './ring.ts';

/** A ring that can answer reads under the viewer's current graph. */
export interface UsableRing {
  readonly bytes: Buffer;
  /** Every pushed entry with this id or above is in the ring or still in flight. */
  readonly completeFrom: bigint;
}

export interface RingKeeper {
  /** The viewer's ring if it is complete for this version of their graph. Both are read at the same time. */
  usable(viewerId: string, graph: ViewerGraph | Promise<ViewerGraph>): Promise<UsableRing | undefined>;
  /** Builds the viewer's ring, or joins the build that runs. Resolves when the ring is built, or was lost meanwhile. */
  build(viewerId: string): Promise<void>;
  /**
   * A ring that is complete for the viewer's graph of a moment ago. Builds it if necessary.
   * @throws DomainError OVERLOADED when the graph changes faster than rings are built
   */
  ensure(viewerId: string): Promise<{ readonly ring: UsableRing; readonly graph: ViewerGraph }>;
  /** The number of running builds. */
  building(): number;
}

const maxTries = 10;
/** The most entries of an author per read. A ring holds a few entries of many authors. */
const chunk = 50;

export function ringKeeper({
  rings,
  graphs,
  entries,
  pulls,
}: {
  rings: RingStore;
  graphs: ViewerGraphs;
  entries: Entries;
  /** Which people are famous. Their rings are kept at any age. */
  pulls: Pick<PullAuthors, 'has'>;
}): RingKeeper {
  const inBackground = background();
  const builds = new Map<string, Promise<void>>();

  // The order matters: pushes land in the empty ring; then the graph's version is read, then the lists.
  const build = async (viewerId: string): Promise<void> => {
    const { birth } = ringHeader(await rings.open(viewerId));
    const graph = await graphs.get(viewerId);
    const { listed, completeFrom } = await readLists(homeAudience(viewerId, graph));
    await rings.complete(viewerId, birth, { graphVersion: graph.version, completeFrom, entries: listed });
    if (pulls.has(viewerId)) await rings.keep(viewerId);
  };

  /** Does not filter by what may change back (deactivated accounts, hidden posts): every read checks that. */
  const readLists = async ({ authorIds }: Audience) => {
    const listed: Entry[] = [];
    for await (const entry of each(authorLists(entries, authorIds, chunk))) {
      listed.push(entry);
      if (listed.length === ringCapacity) return { listed, completeFrom: BigInt(entry.entryId) };
    }
    return { listed, completeFrom: 0n };
  };

  const usable: RingKeeper['usable'] = async (viewerId, graph) => {
    const [bytes, { version }] = await Promise.all([rings.read(viewerId), graph]);
    if (bytes === undefined) return undefined;
    const { graphVersion, completeFrom } = ringHeader(bytes);
    return graphVersion === version ? { bytes, completeFrom } : undefined;
  };

  const buildOnce = (viewerId: string): Promise<void> => {
    let building = builds.get(viewerId);
    if (building === undefined) {
      building = inBackground(() => build(viewerId)).finally(() => builds.delete(viewerId));
      builds.set(viewerId, building);
    }
    return building;
  };

  return {
    usable,
    build: buildOnce,
    async ensure(viewerId) {
      for (let tries = 0; tries < maxTries; tries++) {
        const graph = await graphs.get(viewerId);
        const ring = await usable(viewerId, graph);
        if (ring !== undefined) return { ring, graph };
        await buildOnce(viewerId);
      }
      throw new DomainError('OVERLOADED', 'the timeline changes faster than it can be built', {
        retryAfterMs: 1_000,
      });
    },
    building: () => builds.size,
  };
}
