import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import type { Edge } from './running-edge.ts';

/** A stream over HTTP/JSON, message by message. */
export interface LineStream {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The next message; undefined when the stream has ended. */
  next(): Promise<StreamMessage | undefined>;
  close(): void;
}

/** A message of the home stream or the notification stream. */
export interface StreamMessage {
  readonly resumeToken: string;
  readonly added?: {
    readonly entries?: readonly Shown[];
    readonly notifications?: readonly Shown[];
  };
}

interface Shown {
  readonly post?: { readonly text: string };
}

/** @param accept `text/event-stream` for server-sent events; anything else gives lines of JSON */
export function lineStream(
  { port, certificate }: Pick<Edge, 'port' | 'certificate'>,
  path: string,
  headers: Record<string, string>,
): Promise<LineStream> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: 'localhost', port, ca: certificate, path, headers, agent: false },
      (response) => {
        response.setEncoding('utf8');
        const messages = messagesOf(response);
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          next: async () => (await messages.next()).value,
          close: () => sent.destroy(),
        });
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

async function* messagesOf(chunks: AsyncIterable<string>): AsyncGenerator<StreamMessage, undefined> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line !== '') yield JSON.parse(line.replace(/^data: /, '')) as StreamMessage;
  }
  return undefined;
}
