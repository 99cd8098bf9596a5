import { Code, ConnectError, createClient, type Transport } from '@connectrpc/connect';
import {
  Health,
  HealthCheckResponse_ServingStatus as ServingStatus,
} from '../../gen/ts/grpc/health/v1/health_pb.ts';
import { background } from '../background.ts';
import { pause, type TimedClock, type Timers } from '../clock.ts';

/** Which services answer behind a process that forwards calls, in the order of its channels. */
export interface DownstreamState<Name extends string = string> {
  readonly answering: readonly Name[];
  /** Services without an answering process. */
  readonly silent: readonly Name[];
}

/** At most about a second old. Never rejects, and takes less than the default one-second limit of probes. */
export type DownstreamHealth<Name extends string = string> = () => Promise<DownstreamState<Name>>;

/** How long a service may take to answer, in milliseconds. */
const limitMs = 700;
/** A balancing channel uses another process for each try, so a hanging one does not decide for the others. */
const triesAtMs = [0, 200, 450];
/** How long a result is reused, so that frequent probes cost nothing. */
const keptMs = 1_000;
/** No process answered in time. A refused call counts as an answer. */
const silence: ReadonlySet<Code> = new Set([Code.Unavailable, Code.DeadlineExceeded, Code.Canceled]);

/** Checks the health of each service, on demand only. */
export function downstreamHealth<Name extends string>(
  channels: ReadonlyMap<Name, Transport>,
  clock: TimedClock,
): DownstreamHealth<Name> {
  const shared = background();
  let current: Promise<DownstreamState<Name>> | undefined;
  const look = async (): Promise<DownstreamState<Name>> => {
    const names = [...channels.keys()];
    const found = await Promise.all(names.map((name) => answers(channels.get(name)!, clock)));
    return {
      answering: names.filter((_, index) => found[index]),
      silent: names.filter((_, index) => !found[index]),
    };
  };
  return () => {
    current ??= shared(look).finally(() =>
      clock.after(keptMs, () => {
        current = undefined;
      }),
    );
    return current;
  };
}

async function answers(transport: Transport, timers: Timers): Promise<boolean> {
  const health = createClient(Health, transport);
  const over = new AbortController();
  // Answers that arrived while this process was suspended are read before the turn ends.
  const cancel = timers.after(limitMs, () => setImmediate(() => over.abort()));
  const ask = async (afterMs: number): Promise<void> => {
    if (afterMs > 0) await pause(timers, afterMs, over.signal);
    try {
      const { status } = await health.check({}, { signal: over.signal });
      if (status === ServingStatus.SERVING) return;
    } catch (error) {
      if (!silence.has(ConnectError.from(error).code)) return;
    }
    throw new Error('silent');
  };
  try {
    await Promise.any(triesAtMs.map(ask));
    return true;
  } catch {
    return false;
  } finally {
    cancel();
    over.abort();
  }
}
