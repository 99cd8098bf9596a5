import type { Http2Session } from 'node:http2';

/** A session reaches its socket through a proxy object, which costs as much as what is done with the address. */
const addresses = new WeakMap<Http2Session, string>();

/** The address of the peer of a session, without its port; empty when it is gone. */
export function peerAddressOfSession(session: Http2Session | undefined): string {
  if (session === undefined) return '';
  let address = addresses.get(session);
  if (address === undefined) {
    address = session.socket?.remoteAddress ?? '';
    addresses.set(session, address);
  }
  return address;
}
