import type { Kind } from './deed.ts';

/** A folded notification as a reader sees it. */
export interface ShownRow {
  readonly id: string;
  readonly kind: Kind;
  /** Encoded; absent for follows. */
  readonly post: Uint8Array | undefined;
  /** Encoded people, the latest action first. */
  readonly actors: readonly Uint8Array[];
  readonly actorCount: number;
  /** There were more than are stored. */
  readonly moreActors: boolean;
}
