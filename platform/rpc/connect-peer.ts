import { createContextKey } from '@connectrpc/connect';

/** The address of the peer, which connect-node's contexts do not have. */
export const peerAddressKey = createContextKey('', { description: 'address of the peer' });
