import { createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { AuthService } from '../../../../gen/ts/skein/user/v1/auth_service_pb.ts';

/** Calls as nobody, or with a token given: signing up, in and out. All that the form to sign in needs. */
export const strangers = createClient(
  AuthService,
  createConnectTransport({ baseUrl: location.origin, useBinaryFormat: true }),
);

/** Names one write, so that one that is sent again is done once. */
export function newRequestId(): string {
  // randomUUID is for secure origins only, and a page of this machine's own network may be none.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
