import { CallContext } from '../call-context.ts';
import type { Interceptor } from '../intercept.ts';

export interface DeadlineOptions {
  /** The deadline of a call that came without one, in milliseconds. */
  defaultMs: number;
  /** Longer deadlines are cut to this, in milliseconds. */
  maxMs: number;
}

/**
 * No call that ends with its answer runs for ever: it gets a deadline if it has none. Streams of
 * answers keep what their callers asked for.
 */
export function deadline({ defaultMs, maxMs }: DeadlineOptions): Interceptor {
  return ({ method, context }) => {
    if (method.methodKind === 'server_streaming' || method.methodKind === 'bidi_streaming') return;
    if (!(context instanceof CallContext)) return;
    const leftMs = context.timeoutMs();
    if (leftMs === undefined) context.expireIn(defaultMs);
    else if (leftMs > maxMs) context.expireIn(maxMs);
  };
}
