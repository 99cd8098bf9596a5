import type { DescMethod } from '@bufbuild/protobuf';
import { Code, type ConnectError } from '@connectrpc/connect';
import { reasonOf } from '../../errors.ts';
import type { HandlerCall, Interceptor } from '../intercept.ts';

/** How a call ended. */
export interface CallLabels {
  /** `skein.post.v1.PostService/CreatePost`. */
  method: string;
  /** The canonical code as a metric label: `ok`, `not_found`. */
  code: string;
}

/** A line of the access log. */
export interface AccessRecord extends CallLabels {
  requestId: string;
  durationMs: number;
  /** Of a failed call. */
  reason?: string;
  /** The message that the caller of a failed call got. */
  error?: string;
  /** The cause of an internal failure; callers do not get it. */
  cause?: unknown;
}

export interface CallLog {
  /** Whether calls with this code are logged at all; most are not. */
  wants(code: string): boolean;
  write(record: AccessRecord): void;
}

export interface ObserveOptions {
  /** Milliseconds of a clock that never steps. */
  monotonicMs: () => number;
  started?(method: string): void;
  counter?(labels: CallLabels): void;
  histogram?(labels: CallLabels, durationMs: number): void;
  log?: CallLog;
}

/** Counts, times and logs every call. It is the first interceptor, so it sees refusals too. */
export function observe({ monotonicMs, started, counter, histogram, log }: ObserveOptions): Interceptor {
  // A new string would be hashed again by each metric.
  const names = new Map<DescMethod, string>();
  const nameOf = (method: DescMethod): string => {
    const known = names.get(method);
    if (known !== undefined) return known;
    const name = `${method.parent.typeName}/${method.name}`;
    names.set(method, name);
    return name;
  };
  return (call) => {
    const startMs = monotonicMs();
    const method = nameOf(call.method);
    started?.(method);
    return {
      finish(error) {
        const durationMs = monotonicMs() - startMs;
        const labels = { method, code: codeName(error) };
        counter?.(labels);
        histogram?.(labels, durationMs);
        if (log?.wants(labels.code)) log.write(record(call, labels, durationMs, error));
      },
    };
  };
}

function record(
  call: HandlerCall,
  labels: CallLabels,
  durationMs: number,
  error: ConnectError | undefined,
): AccessRecord {
  const base = { ...labels, requestId: call.requestId, durationMs };
  if (error === undefined) return base;
  return { ...base, reason: reasonOf(error), error: error.rawMessage, cause: error.cause };
}

function codeName(error: ConnectError | undefined): string {
  if (error === undefined) return 'ok';
  return (Code[error.code] ?? 'Unknown').replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
}
