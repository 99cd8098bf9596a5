import { group } from '../../platform/config.ts';
import { maxFollowingOfMessages, maxTextBytes } from './message-bounds.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Settings of product rules that more than one service uses. */
export const productSettings = group(
  {
    textLimit: {
      env: 'SKEIN_TEXT_LIMIT',
      type: 'int',
      unit: 'graphemes',
      default: 280,
      min: 1,
      max: maxTextBytes,
      doc: 'The longest text of a post, in user-perceived characters (graphemes); any link counts 23.',
    },
    textMaxBytes: {
      env: 'SKEIN_TEXT_MAX_BYTES',
      type: 'int',
      unit: 'bytes',
      default: 4000,
      min: 1,
      max: maxTextBytes,
      doc: 'The longest text of a post in UTF-8, links as written.',
    },
    famousFollowers: {
      env: 'SKEIN_FAMOUS_FOLLOWERS',
      type: 'int',
      unit: 'followers',
      default: 10_000,
      min: 0,
      doc: 'The fan-out threshold: posts of accounts with more followers are merged at read instead of pushed.',
    },
    maxFollowing: {
      env: 'SKEIN_MAX_FOLLOWING',
      type: 'int',
      unit: 'accounts',
      default: 5000,
      min: 1,
      max: maxFollowingOfMessages,
      doc: 'The largest number of accounts that a person may follow.',
    },
    accessTokenTtlMs: {
      env: 'SKEIN_ACCESS_TOKEN_TTL',
      type: 'duration',
      default: 15 * MINUTE,
      min: 10 * SECOND,
      max: DAY,
      doc: 'The lifetime of an access token.',
    },
    heartbeatMs: {
      env: 'SKEIN_HEARTBEAT',
      type: 'duration',
      default: 15 * SECOND,
      min: 100,
      max: 5 * MINUTE,
      doc: 'The interval of heartbeats on an idle stream; a revoked session or role ends a stream within this time.',
    },
    slowReaderMs: {
      env: 'SKEIN_SLOW_READER',
      type: 'duration',
      default: 30 * SECOND,
      min: 100,
      doc: 'Slow reader: a stream whose reader does not take a message for this long ends with READER_TOO_SLOW, on every listener.',
    },
    clockSkewMs: {
      env: 'SKEIN_CLOCK_SKEW',
      type: 'duration',
      default: 500,
      min: 0,
      max: 10 * SECOND,
      doc: 'How far the clocks of two machines may differ. A process of a cluster whose clock differs more from the database is not ready.',
    },
    idempotencyTtlMs: {
      env: 'SKEIN_IDEMPOTENCY_TTL',
      type: 'duration',
      default: DAY,
      min: MINUTE,
      doc: 'How long a request_id is remembered for idempotency.',
    },
    foldWindowMs: {
      env: 'SKEIN_FOLD_WINDOW',
      type: 'duration',
      default: 12 * HOUR,
      min: 0,
      doc: 'A repost is folded (left out) if the post, or an earlier repost of it, is in the same timeline within this time before it.',
    },
    restoreWindowMs: {
      env: 'SKEIN_RESTORE_WINDOW',
      type: 'duration',
      default: 30 * DAY,
      min: 0,
      doc: 'How long a deactivated account can be restored; 30 days by default.',
    },
  },
  ({ accessTokenTtlMs, heartbeatMs, clockSkewMs, textLimit, textMaxBytes }) => {
    const problems: string[] = [];
    if (accessTokenTtlMs <= heartbeatMs) {
      problems.push(
        'SKEIN_ACCESS_TOKEN_TTL must be longer than SKEIN_HEARTBEAT: otherwise streams end before their first heartbeat.',
      );
    }
    if (accessTokenTtlMs <= 2 * clockSkewMs) {
      problems.push('SKEIN_ACCESS_TOKEN_TTL must be more than twice SKEIN_CLOCK_SKEW.');
    }
    if (textMaxBytes < textLimit) {
      problems.push(
        'SKEIN_TEXT_MAX_BYTES must be at least SKEIN_TEXT_LIMIT: a character takes a byte or more.',
      );
    }
    return problems;
  },
);
