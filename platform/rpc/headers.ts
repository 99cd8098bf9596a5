import type { HandlerContext } from '@connectrpc/connect';
import { CallContext } from './call-context.ts';

/** `Bearer` and the user's token. */
export const authorizationHeader = 'authorization';
/** `Bearer` and the calling service's token, beside the user's. */
export const serviceTokenHeader = 'x-skein-service';
/** Identifies a user's request in every service that takes part in it. */
export const requestIdHeader = 'x-request-id';

/** The token of a `Bearer` value; undefined for anything else. */
export function bearerToken(value: string | undefined): string | undefined {
  return value !== undefined && /^bearer /i.test(value) ? value.slice(7).trim() || undefined : undefined;
}

/** One request header, without building a Headers object where the host can avoid it. */
export function headerOf(context: HandlerContext, name: string): string | undefined {
  return context instanceof CallContext
    ? context.header(name)
    : (context.requestHeader.get(name) ?? undefined);
}

/** The address of the call's network peer, without port; empty in process. */
export function peerAddressOf(context: HandlerContext): string {
  return context instanceof CallContext ? context.peerAddress() : '';
}
