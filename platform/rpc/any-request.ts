import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';

/** A request of node:http or node:http2. */
export type AnyRequest = IncomingMessage | Http2ServerRequest;
