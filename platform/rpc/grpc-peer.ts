import type { Http2Session } from 'node:http2';

/** A session reaches its socket through a proxy object, which costs as much as the use of the address. */
const addresses = new WeakMap<Http2Session, string>();

/** The address of a session's peer without port; empty when it is disconnected. */
export function peerAddressOfSession(session: Http2Session | undefined): string {
  if (session === undefined) return '';
  let address = addresses.get(session);
  if (address === undefined) {
    address = session.socket?.remoteAddress ?? '';
    addresses.set(session, address);
  }
  return address;
}
