import { deadLetterTopic } from '../../platform/events/dead-letter.ts';

/** Every topic, with what its key is. Order holds for one key of one topic, nowhere else. */
export const topics = {
  /** Accounts; keyed by user id. */
  user: 'user',
  /** Follows, blocks, mutes; keyed by the acting user's id. */
  follow: 'follow',
  /** Posts and reposts made and removed; keyed by the author's id. */
  post: 'post',
  /** Views, likes, shares, searches, opens; keyed by the acting user's id. */
  action: 'action',
  /** Posts whose counts are to be recounted; keyed by post id. */
  count: 'count',
  /** Computed trends; keyed by region. */
  trend: 'trend',
  /** Events that a consumer gave up on; keyed as they were. */
  deadLetter: deadLetterTopic,
} as const;
