import { CallContext } from '../call-context.ts';
import type { Interceptor } from '../intercept.ts';
import { timeoutsOf } from '../method-options.ts';

/** Gives each call the deadline of its RPC. Response streams keep their callers' deadlines. */
export function deadline(of = timeoutsOf): Interceptor {
  return ({ method, context }) => {
    const timeouts = of(method);
    if (timeouts === undefined || !(context instanceof CallContext)) return;
    const leftMs = context.timeoutMs();
    if (leftMs === undefined) context.expireIn(timeouts.defaultMs);
    else if (leftMs > timeouts.maxMs) context.expireIn(timeouts.maxMs);
  };
}
