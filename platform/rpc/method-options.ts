import { type DescMethod, getOption } from '@bufbuild/protobuf';
import { call_cost, default_timeout_ms, max_timeout_ms } from '../../gen/ts/skein/options/v1/options_pb.ts';

/** The deadlines of an RPC, in milliseconds. */
export interface Timeouts {
  /** Of a call whose caller sets none. */
  readonly defaultMs: number;
  /** The longest. */
  readonly maxMs: number;
}

/** For RPCs without the options. */
export const defaultTimeouts: Timeouts = { defaultMs: 10_000, maxMs: 60_000 };

const known = new WeakMap<DescMethod, { readonly timeouts: Timeouts | undefined; readonly cost: number }>();

function optionsOf(method: DescMethod) {
  let options = known.get(method);
  if (options === undefined) {
    options = { timeouts: readTimeouts(method), cost: getOption(method, call_cost) || 1 };
    known.set(method, options);
  }
  return options;
}

function readTimeouts(method: DescMethod): Timeouts | undefined {
  if (method.methodKind === 'server_streaming' || method.methodKind === 'bidi_streaming') return undefined;
  const maxMs = getOption(method, max_timeout_ms) || defaultTimeouts.maxMs;
  const defaultMs = getOption(method, default_timeout_ms) || defaultTimeouts.defaultMs;
  return { defaultMs: Math.min(defaultMs, maxMs), maxMs };
}

/**
 * The deadlines of an RPC: the options `default_timeout_ms` and `max_timeout_ms` of skein.options.v1. Undefined for
 * RPCs with a response stream, which have none.
 */
export const timeoutsOf = (method: DescMethod): Timeouts | undefined => optionsOf(method).timeouts;

/** How many calls one call counts as: the option `skein.options.v1.call_cost`. */
export const callCostOf = (method: DescMethod): number => optionsOf(method).cost;
