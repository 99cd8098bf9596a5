import { type Kind, kinds } from './deed.ts';

/** Whose deeds notify. */
export type Audience = 'nobody' | 'following' | 'everybody';

export type Settings = Readonly<Record<Kind, Audience>>;

export const defaultSettings = Object.fromEntries(
  kinds.map((kind) => [kind, 'everybody']),
) as unknown as Settings;

/** What the reader's relation to the actor is. */
export interface Relation {
  /** One blocked the other, or the reader muted the actor. */
  readonly hidden: boolean;
  readonly following: boolean;
  /** The reader muted the thread of the post. */
  readonly threadMuted: boolean;
}

/** Whether a deed of this kind notifies the reader. */
export function notifies(audience: Audience, { hidden, following, threadMuted }: Relation): boolean {
  return !hidden && !threadMuted && (audience === 'everybody' || (audience === 'following' && following));
}
