import { type ContextValues, createContextKey, createContextValues } from '@connectrpc/connect';
import type { Call } from '../rpc/call.ts';
import { type Caller, callerKey } from './caller.ts';

/**
 * Who calls, on the word of this process: a token that came through its door was verified there, once. Context values
 * never come over a network, so nobody outside can vouch for himself.
 */
const vouchedKey = createContextKey<Caller | undefined>(undefined, { description: 'skein.vouched' });

const nobody: Caller = Object.freeze({ role: 'user', address: '' });

/** Vouches for one service of this process, towards the others. */
export interface Vouchers {
  /** The values of a call that the service makes on behalf of the given one, or of its own accord. */
  valuesFor(call: Call | undefined): ContextValues;
}

export function vouchers(service: string): Vouchers {
  return {
    valuesFor(call) {
      const caller = call === undefined ? nobody : call.values.get(callerKey);
      return createContextValues().set(vouchedKey, { ...caller, service });
    },
  };
}

/** The caller whom another service of this process vouches for; undefined for calls that came from outside. */
export function vouchedCaller({ values }: { readonly values: ContextValues }): Caller | undefined {
  return values.get(vouchedKey);
}
