import { createContextKey } from '@connectrpc/connect';

/** The network peer of a call on connect-node, which its contexts do not have. */
export interface ConnectPeer {
  readonly address: string;
  /** Resets the call's stream, or its connection over HTTP/1.1, unless all of the answer has left. */
  cutIfUnread(): void;
}

export const connectPeerKey = createContextKey<ConnectPeer>(
  { address: '', cutIfUnread() {} },
  { description: 'skein.connect-peer' },
);
