import { createContextKey } from '@connectrpc/connect';

/** The network peer of a call on connect-node, which its contexts lack. */
export interface ConnectPeer {
  readonly address: string;
  /** Resets the call's stream, or over HTTP/1.1 its connection, unless the whole response was sent. */
  cutIfUnread(): void;
}

export const connectPeerKey = createContextKey<ConnectPeer>(
  { address: '', cutIfUnread() {} },
  { description: 'skein.connect-peer' },
);
