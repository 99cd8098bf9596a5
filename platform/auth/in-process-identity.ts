import { type ContextValues, createContextKey, createContextValues } from '@connectrpc/connect';
import type { Call } from '../rpc/call.ts';
import { type Caller, callerKey } from './caller.ts';

/**
 * The caller as verified by another service of this process. Context values never travel over a network, so no outside
 * caller can set it.
 */
const inProcessCallerKey = createContextKey<Caller | undefined>(undefined, { description: 'skein.vouched' });

const nobody: Caller = Object.freeze({ role: 'user', address: '' });

/** Attaches the identity of one service of this process to its calls to the others. */
export interface InProcessIdentity {
  /** The context values of a call that the service makes, on behalf of the given call or of its own accord. */
  valuesFor(call: Call | undefined): ContextValues;
}

export function inProcessIdentity(service: string): InProcessIdentity {
  return {
    valuesFor(call) {
      const caller = call === undefined ? nobody : call.values.get(callerKey);
      return createContextValues().set(inProcessCallerKey, { ...caller, service });
    },
  };
}

/** The caller that another service of this process verified; undefined for calls from outside. */
export function inProcessCaller({ values }: { readonly values: ContextValues }): Caller | undefined {
  return values.get(inProcessCallerKey);
}
