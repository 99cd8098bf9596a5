import { envelopeHeadBytes } from '../envelope.ts';
import { messageTooLarge } from '../limits.ts';

export interface Envelope {
  readonly flag: number;
  readonly data: Uint8Array;
  /** The envelope with its head. */
  readonly raw: Uint8Array;
}

/**
 * The envelopes of a body as they arrive; one over the limit is refused by its head. Trailing bytes are given as an
 * envelope that Connect rejects as incomplete.
 *
 * @throws ConnectError MESSAGE_TOO_LARGE
 */
export async function* envelopesOf(
  body: AsyncIterable<Uint8Array>,
  limitBytes: number,
): AsyncGenerator<Envelope> {
  let chunks: Uint8Array[] = [];
  let held = 0;
  let needed = envelopeHeadBytes;
  for await (const chunk of body) {
    chunks.push(chunk);
    held += chunk.length;
    // Chunks are joined only when there are enough: with single bytes, each join would copy everything before.
    while (held >= needed) {
      const bytes =
        chunks.length === 1
          ? Buffer.from(chunks[0]!.buffer, chunks[0]!.byteOffset, held)
          : Buffer.concat(chunks);
      chunks = [bytes];
      const length = bytes.readUInt32BE(1);
      if (length > limitBytes) throw messageTooLarge(limitBytes);
      needed = envelopeHeadBytes + length;
      if (held < needed) break;
      const raw = bytes.subarray(0, needed);
      yield { flag: raw[0]!, data: raw.subarray(envelopeHeadBytes), raw };
      chunks = held > needed ? [bytes.subarray(needed)] : [];
      held -= needed;
      needed = envelopeHeadBytes;
    }
  }
  if (held > 0) {
    const rest = Buffer.concat(chunks);
    yield { flag: 0xff, data: rest, raw: rest };
  }
}
