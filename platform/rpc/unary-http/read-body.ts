import type { AnyRequest } from '../any-request.ts';
import { messageTooLarge } from '../limits.ts';

/**
 * The whole body of a request.
 *
 * @param maxBytes a longer body is refused by its declared length, or as soon as it is longer
 * @param limitBytes the limit that the refusal names
 * @throws ConnectError MESSAGE_TOO_LARGE; the error of a broken connection
 */
export async function readBody(
  request: AnyRequest,
  maxBytes: number,
  limitBytes: number,
): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw messageTooLarge(limitBytes);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw messageTooLarge(limitBytes);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}
