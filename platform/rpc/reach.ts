import { Code, ConnectError, createClient, type Transport } from '@connectrpc/connect';
import {
  Health,
  HealthCheckResponse_ServingStatus as ServingStatus,
} from '../../gen/ts/grpc/health/v1/health_pb.ts';
import { background } from '../background.ts';
import { pause, type TimedClock, type Timers } from '../clock.ts';

/** Who answers behind a process that passes calls on, in the order of its channels. */
export interface Reached<Name extends string = string> {
  readonly answering: readonly Name[];
  /** Services of which no process answers. */
  readonly silent: readonly Name[];
}

/** As of about a second ago at most. Never rejects, and takes less than the second that probes wait by default. */
export type Reach<Name extends string = string> = () => Promise<Reached<Name>>;

/** How long a service may take to answer, in milliseconds. */
const limitMs = 700;
/** A channel that balances turns to another process each time: one that hangs does not speak for the others. */
const triesAtMs = [0, 200, 450];
/** So that probes cost nothing, however many there are. */
const keptMs = 1_000;
/** Nobody is there, or not in time; whoever refuses a call is. */
const silence: ReadonlySet<Code> = new Set([Code.Unavailable, Code.DeadlineExceeded, Code.Canceled]);

/** Asks each service for its health, only when somebody wants to know. */
export function reach<Name extends string>(
  channels: ReadonlyMap<Name, Transport>,
  clock: TimedClock,
): Reach<Name> {
  const shared = background();
  let current: Promise<Reached<Name>> | undefined;
  const look = async (): Promise<Reached<Name>> => {
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
  // While this process itself was held up, answers came: they are read before the turn ends.
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
