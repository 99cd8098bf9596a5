import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ServiceImpl } from '@connectrpc/connect';
import {
  StreamHomeTimelineResponseSchema,
  type TimelineService,
} from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import type { TimedClock } from '../../../platform/clock.ts';
import type { PageTokens } from '../../../platform/pages.ts';
import { stopCall, stopSignalOf } from '../../../platform/rpc/call-context.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { readerTooSlow } from '../../../platform/rpc/limits.ts';
import type { StopSignal } from '../../../platform/stop-signal.ts';
import { alarm } from '../domain/alarm.ts';
import type { IdTimes } from '../domain/folding.ts';
import type { OpenStream } from '../domain/home-stream.ts';
import type { ShownEntry } from '../domain/judge.ts';
import type { LiveReaders } from '../domain/live-readers.ts';
import { removedPosts } from '../domain/removed-posts.ts';
import { packResumePoint, type ResumePoint, unpackResumePoint } from '../domain/resume-token.ts';
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
  /** The time that ids have. */
  readonly idNowMs: () => number;
  readonly times: IdTimes;
  readonly resumeTokens: PageTokens;
  /** The longest silence, and the longest that a lost hint goes unnoticed. */
  readonly heartbeatMs: number;
  /** A reader who does not take a message for this long is told so. */
  readonly slowMs: number;
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
      const { userId } = requireUser(context);
      for await (const answer of answers(userId, request.resumeToken, stopSignalOf(context), deps)) {
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
  readerId: string,
  resumeToken: string,
  signal: StopSignal,
  deps: StreamHomeDeps,
): AsyncGenerator<Answer, void, void> {
  const { clock, live, resumeTokens, times, heartbeatMs } = deps;
  const query = resumeQuery(readerId);
  const from = resumeTokens.openBytes(query, resumeToken);
  const resumed = from && unpackResumePoint(from);
  const stream = deps.openStream(readerId, resumed);
  const tokenOf = (point: ResumePoint) => resumeTokens.sealBytes(query, packResumePoint(point));
  /** What was removed before its floor is told. */
  let told = resumed;
  const bell = alarm(clock);
  const removed = removedPosts(bell.ring);
  const leave = live.join({ readerId, wake: bell.ring, removed: removed.note });
  let lastMs = Number.NEGATIVE_INFINITY;
  try {
    while (!signal.aborted) {
      await deps.turns.take();
      // Whose removals concern the reader is known from here on.
      const { entries, point, more } = await stream.next();
      if (told !== undefined && told === resumed && !remembersRemovalsSince(told, deps)) {
        // With the token that it came with: whoever breaks off before he has listed again is told again.
        yield { resumeToken, event: { case: 'removalsIncomplete', value: {} } };
      }
      const gone = removed.take();
      const token = tokenOf(point);
      // The floor stays until the last removal is told: whoever breaks off before is told again.
      const before = gone.length === 0 || told === undefined ? token : tokenOf(withSent(told, entries));
      told = point;
      if (entries.length > 0) {
        yield encoded(StreamHomeTimelineResponseSchema, encodeAdded(entries, before, times));
      }
      for (const [i, postId] of gone.entries()) {
        const resumeToken = i === gone.length - 1 ? token : before;
        yield { resumeToken, event: { case: 'removed', value: { postId } } };
      }
      const silentMs = clock.monotonicMs() - lastMs;
      if (entries.length > 0 || gone.length > 0) lastMs = clock.monotonicMs();
      else if (silentMs >= heartbeatMs) {
        yield { resumeToken: token };
        lastMs = clock.monotonicMs();
      }
      if (!more) await bell.sleep(Math.max(1, lastMs + heartbeatMs - clock.monotonicMs()), signal);
    }
  } finally {
    leave();
  }
}

function withSent({ floor, sent }: ResumePoint, entries: readonly ShownEntry[]): ResumePoint {
  return { floor, sent: new Set([...sent, ...entries.map(({ entry }) => entry.entryId)]) };
}

/** Whether every removal is remembered of which a stream has not told that left off there: those after its floor. */
function remembersRemovalsSince({ floor }: ResumePoint, { live, idNowMs, times }: StreamHomeDeps): boolean {
  return idNowMs() - times.timeOf(floor) <= live.removalsReachMs();
}
