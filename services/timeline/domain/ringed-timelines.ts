import { homeAudience } from './audience.ts';
import { filterVisible } from './filter-visible.ts';
import type { LowWatermark } from './low-watermark.ts';
import { takePage } from './page.ts';
import type { PullAuthors } from './pull-authors.ts';
import type { RingKeeper } from './ring-keeper.ts';
import { ringThenLists } from './ring-timeline.ts';
import { startFloor } from './start-floor.ts';
import { homeVisibility, type TimelineRules, type TimelineSources, type Timelines } from './timelines.ts';

export interface RingedTimelinesOptions {
  readonly sources: TimelineSources;
  readonly rules: TimelineRules;
  readonly keeper: RingKeeper;
  readonly pulls: PullAuthors;
  readonly watermark: LowWatermark;
  /** Answers a read without a usable ring. */
  readonly reference: Timelines;
  /** The most rings built at the same time. The reference answers all other readers. */
  readonly maxBuilding: number;
  readonly onError: (error: unknown) => void;
}

/** Reads home timelines from rings. Without a usable ring it reads the authors' lists and starts to build one. */
export function ringedTimelines(options: RingedTimelinesOptions): Timelines {
  const { sources, rules, keeper, pulls, watermark, reference, maxBuilding, onError } = options;
  return {
    author: reference.author,
    async home(viewerId, size, beforeId) {
      const lowWatermarkId = await watermark.now();
      const reading = sources.graphs.get(viewerId);
      const ring = await keeper.usable(viewerId, reading);
      const graph = await reading;
      if (ring === undefined) {
        if (keeper.building() < maxBuilding) keeper.build(viewerId).catch(onError);
        return reference.home(viewerId, size, beforeId);
      }
      const audience = homeAudience(viewerId, graph);
      const { entries } = sources;
      const candidates = ringThenLists(
        { viewerId, audience, ring, entries, pulls, lowWatermarkId, chunk: size + 1 },
        beforeId,
      );
      const visibility = homeVisibility(sources, rules, viewerId, audience);
      const page = await takePage(candidates, size, (batch) => filterVisible(batch, visibility));
      return beforeId === undefined ? { ...page, streamFromId: startFloor(ring, lowWatermarkId) } : page;
    },
  };
}
