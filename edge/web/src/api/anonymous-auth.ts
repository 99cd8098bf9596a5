import { createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { AuthService } from '../../../../gen/ts/skein/user/v1/auth_service_pb.ts';

/** Calls without a session, or with a given token: signing up, in and out. The sign-in form needs nothing else. */
export const anonymousAuth = createClient(
  AuthService,
  createConnectTransport({ baseUrl: location.origin, useBinaryFormat: true }),
);

/** A request id; a repeated write with the same id is done once. */
export function newRequestId(): string {
  // randomUUID needs a secure origin, which a page on the local network may not have.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
