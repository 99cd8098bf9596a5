import type { Event } from '../../gen/ts/skein/event/v1/event_pb.ts';
import { deadLetterTopic } from '../../platform/events/dead-letter.ts';

/** Every topic with its key. Records are ordered within one key of one topic only. */
export const topics = {
  /** Accounts; keyed by user id. */
  user: 'user',
  /** Follows, blocks, mutes; keyed by the acting user's id. */
  follow: 'follow',
  /** Created and removed posts and reposts; keyed by the author's id. */
  post: 'post',
  /** Views, likes, shares, searches, opens; keyed by the acting user's id. */
  action: 'action',
  /** Posts to recount; keyed by post id. */
  count: 'count',
  /** Computed trends; keyed by region. */
  trend: 'trend',
  /** Events that a consumer gave up on; with their original keys. */
  deadLetter: deadLetterTopic,
} as const;

export type Payload = Event['payload'];
export type EventCase = NonNullable<Payload['case']>;
/** The topics whose values are events. */
export type EventTopic = Exclude<keyof typeof topics, 'deadLetter'>;

/** The events of each topic, as cases of skein.event.v1.Event. */
export const eventsOf = {
  user: ['userChanged', 'sessionEnded'],
  follow: ['relationChanged'],
  post: ['entryCreated', 'entryRemoved'],
  action: ['actionTaken'],
  count: ['countsDirty'],
  trend: ['trendsComputed'],
} as const satisfies Record<EventTopic, readonly EventCase[]>;
