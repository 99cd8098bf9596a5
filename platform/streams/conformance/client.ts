import { connect } from 'node:http2';
import { ConnectError } from '@connectrpc/connect';
import type { Test } from 'tap';
import { reasonOf } from '../../errors.ts';
import type { StreamSubject } from './subject.ts';

/** A client with an open stream: everything it received, with the tokens. */
export interface Client {
  readonly entries: readonly string[];
  readonly removed: readonly string[];
  /** For each message: its token, the number of entries so far, and when it arrived. */
  readonly positions: readonly {
    readonly resumeToken: string;
    readonly count: number;
    readonly atMs: number;
  }[];
  heartbeats(): number;
  /** The token of the last message, or the one that the stream was opened with. */
  resumeToken(): string;
  /** Resolves with the reason of the end. */
  readonly ended: Promise<string>;
  /** Simulates a phone that loses its network. */
  cut(): Promise<void>;
}

/** Opens a stream, which is closed at the end of the test at the latest. */
export function openClient(t: Test, subject: StreamSubject, resumeToken = '', reader?: 'another'): Client {
  const entries: string[] = [];
  const removed: string[] = [];
  const positions: { resumeToken: string; count: number; atMs: number }[] = [];
  let heartbeats = 0;
  const cutting = new AbortController();
  const read = async (): Promise<string> => {
    try {
      for await (const answer of subject.answers(resumeToken, cutting.signal, reader)) {
        // The client did not see messages that arrive after the cut.
        if (cutting.signal.aborted) break;
        entries.push(...answer.entries);
        if (answer.removed !== undefined) removed.push(answer.removed);
        else if (answer.entries.length === 0) heartbeats += 1;
        positions.push({ resumeToken: answer.resumeToken, count: entries.length, atMs: performance.now() });
      }
      return 'ended';
    } catch (error) {
      const failure = ConnectError.from(error);
      return reasonOf(failure) ?? failure.rawMessage;
    }
  };
  const ended = read();
  const cut = async () => {
    cutting.abort();
    await ended;
  };
  t.teardown(cut);
  return {
    entries,
    removed,
    positions,
    heartbeats: () => heartbeats,
    resumeToken: () => positions.at(-1)?.resumeToken ?? resumeToken,
    ended,
    cut,
  };
}

/** A client that opens a stream over HTTP/2 and reads nothing until `read` is called. */
export function openUnread(t: Test, { call }: StreamSubject, resumeToken: string) {
  const session = connect(`http://${call.address}`);
  t.teardown(() => session.destroy());
  const request = call.request(resumeToken);
  const stream = session.request({
    ':method': 'POST',
    ':path': call.path,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...call.headers,
  });
  let trailers: Record<string, unknown> | undefined;
  let open = false;
  let bytes = 0;
  stream.on('error', () => {});
  stream.once('response', () => {
    open = true;
  });
  stream.once('trailers', (headers) => {
    trailers = headers;
  });
  stream.end(Buffer.concat([Buffer.from([0, 0, 0, 0, request.length]), request]));
  return {
    isOpen: () => open,
    isClosed: () => stream.closed,
    resetCode: () => stream.rstCode,
    bytes: () => bytes,
    /** The status and its details, once they are read. */
    end: () =>
      trailers && {
        status: String(trailers['grpc-status']),
        details: Buffer.from(String(trailers['grpc-status-details-bin']), 'base64').toString('latin1'),
      },
    read: () =>
      void stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      }),
  };
}
