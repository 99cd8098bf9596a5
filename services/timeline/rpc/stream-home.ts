import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ServiceImpl } from '@connectrpc/connect';
import {
  StreamHomeTimelineResponseSchema,
  type TimelineService,
} from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { requireUser, type UserCaller } from '../../../platform/auth/caller.ts';
import type { SessionShown } from '../../../platform/auth/session-gate.ts';
import type { TimedClock } from '../../../platform/clock.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import type { PageTokens } from '../../../platform/pages.ts';
import { stopCall, stopSignalOf } from '../../../platform/rpc/call-context.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { readerTooSlow } from '../../../platform/rpc/limits.ts';
import type { StopSignal } from '../../../platform/stop-signal.ts';
import { alarm } from '../domain/alarm.ts';
import type { IdTimes } from '../domain/folding.ts';
import type { OpenStream } from '../domain/home-stream.ts';
import type { LiveReaders } from '../domain/live-readers.ts';
import { removedPosts } from '../domain/removed-posts.ts';
import { packResumePoint, unpackResumePoint } from '../domain/resume-token.ts';
import type { Turns } from '../domain/turns.ts';
import { encodeAdded } from './encode.ts';
import { resumeQuery } from './tokens.ts';

type Answer = MessageInitShape<typeof StreamHomeTimelineResponseSchema>;

export interface StreamHomeDeps {
  readonly openStream: OpenStream;
  readonly live: LiveReaders;
  /** Each look of a stream waits for its turn, whatever it was woken by. */
  readonly turns: Turns;
  readonly clock: TimedClock;
  readonly times: IdTimes;
  readonly resumeTokens: PageTokens;
  /** The longest silence, and the longest that a lost hint or a revoked session goes unnoticed. */
  readonly heartbeatMs: number;
  /** A reader who does not take a message for this long is told so. */
  readonly slowMs: number;
  /** @throws DomainError SESSION_REVOKED */
  readonly checkSession: (shown: SessionShown) => void | Promise<void>;
}

/**
 * StreamHomeTimeline. One message is made at a time, when the transport asks for it: a slow reader holds one page, and
 * is stopped when he does not take it.
 */
export function streamHome(
  deps: StreamHomeDeps,
): Pick<ServiceImpl<typeof TimelineService>, 'streamHomeTimeline'> {
  return {
    async *streamHomeTimeline(request, context) {
      const caller = requireUser(context);
      for await (const answer of answers(caller, request.resumeToken, stopSignalOf(context), deps)) {
        const cancel = deps.clock.after(deps.slowMs, () => stopCall(context, readerTooSlow()));
        try {
          yield answer;
        } finally {
          cancel();
        }
      }
    },
  };
}

async function* answers(
  caller: UserCaller,
  resumeToken: string,
  signal: StopSignal,
  deps: StreamHomeDeps,
): AsyncGenerator<Answer, void, void> {
  const { clock, live, resumeTokens, times, heartbeatMs } = deps;
  const readerId = caller.userId;
  const query = resumeQuery(readerId);
  const from = resumeTokens.openBytes(query, resumeToken);
  const stream = deps.openStream(readerId, from && unpackResumePoint(from));
  const bell = alarm(clock);
  const removed = removedPosts(bell.ring);
  const leave = live.join({ readerId, wake: bell.ring, removed: removed.note });
  let lastMs = Number.NEGATIVE_INFINITY;
  try {
    while (!signal.aborted) {
      await deps.turns.take();
      await stillAllowed(caller, deps);
      const { entries, point, more } = await stream.next();
      const gone = removed.take();
      const token = resumeTokens.sealBytes(query, packResumePoint(point));
      if (entries.length > 0) {
        yield encoded(StreamHomeTimelineResponseSchema, encodeAdded(entries, token, times));
      }
      for (const postId of gone) yield { resumeToken: token, event: { case: 'removed', value: { postId } } };
      const silentMs = clock.monotonicMs() - lastMs;
      if (entries.length > 0 || gone.length > 0) lastMs = clock.monotonicMs();
      else if (silentMs >= heartbeatMs) {
        yield { resumeToken: token };
        lastMs = clock.monotonicMs();
      }
      if (!more) await bell.sleep(untilNextLook(caller, lastMs, deps), signal);
    }
  } finally {
    leave();
  }
}

/** The next heartbeat or the end of the token, whichever comes first. */
function untilNextLook(
  { expiresAtMs }: UserCaller,
  lastMs: number,
  { clock, heartbeatMs }: StreamHomeDeps,
): number {
  const heartbeatInMs = lastMs + heartbeatMs - clock.monotonicMs();
  return Math.max(1, Math.min(heartbeatInMs, expiresAtMs - clock.nowMs()));
}

async function stillAllowed(caller: UserCaller, deps: StreamHomeDeps): Promise<void> {
  if (deps.clock.nowMs() >= caller.expiresAtMs)
    throw new DomainError('TOKEN_EXPIRED', 'the token has expired: refresh it');
  await deps.checkSession(caller);
}
