import { CallContext } from '../call-context.ts';
import type { Interceptor } from '../intercept.ts';

export interface DeadlineOptions {
  /** The deadline of a call without one, in milliseconds. */
  defaultMs: number;
  /** The longest deadline, in milliseconds. */
  maxMs: number;
}

/** Gives a deadline to every call with a single response. Response streams keep their callers' deadlines. */
export function deadline({ defaultMs, maxMs }: DeadlineOptions): Interceptor {
  return ({ method, context }) => {
    if (method.methodKind === 'server_streaming' || method.methodKind === 'bidi_streaming') return;
    if (!(context instanceof CallContext)) return;
    const leftMs = context.timeoutMs();
    if (leftMs === undefined) context.expireIn(defaultMs);
    else if (leftMs > maxMs) context.expireIn(maxMs);
  };
}
