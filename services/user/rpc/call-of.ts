import type { HandlerContext } from '@connectrpc/connect';
import { callerOf, requireUser } from '../../../platform/auth/caller.ts';
import { currentCall } from '../../../platform/rpc/call.ts';
import type { Call, UserCall } from '../app/call.ts';

/** The current call, in the form that use cases take. */
export function callOf(context: HandlerContext): Call {
  return {
    caller: callerOf(context),
    requestId: currentCall()?.requestId ?? '',
    signal: context.signal,
  };
}

/** @throws DomainError TOKEN_MISSING for an anonymous caller. */
export function userCallOf(context: HandlerContext): UserCall {
  return { ...callOf(context), caller: requireUser(context) };
}
