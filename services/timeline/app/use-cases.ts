import type { OpenHome } from '../domain/home-source.ts';
import type { LowWatermark } from '../domain/low-watermark.ts';
import type { RingKeeper } from '../domain/ring-keeper.ts';
import type { Timelines } from '../domain/timelines.ts';
import type { RingStore } from '../ports.ts';
import { listAuthor, listHome } from './list-timelines.ts';
import { rebuildRing } from './rebuild-ring.ts';

/** What the use cases need; compose.ts creates it. */
export interface AppContext {
  readonly timelines: Timelines;
  readonly watermark: LowWatermark;
  readonly rings: RingStore;
  readonly keeper: RingKeeper;
  readonly openHome: OpenHome;
}

/** Every use case of the timeline service that RPCs call. consumers/ handles events. */
export type UseCases = ReturnType<typeof useCases>;

export function useCases(context: AppContext) {
  return {
    listHome: listHome(context),
    listAuthor: listAuthor(context),
    openHome: context.openHome,
    rebuildRing: rebuildRing(context),
  };
}
