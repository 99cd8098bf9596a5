import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { messageMalformed, messageTooLarge } from '../limits.ts';

const inflating = promisify(gunzip);

/**
 * Decompresses gzip up to the limit.
 * @throws ConnectError MESSAGE_TOO_LARGE, MESSAGE_MALFORMED
 */
export async function inflate(bytes: Uint8Array, limitBytes: number): Promise<Uint8Array> {
  if (bytes.length === 0) return bytes;
  try {
    return await inflating(bytes, { maxOutputLength: limitBytes });
  } catch (reason) {
    throw (reason as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? messageTooLarge(limitBytes)
      : messageMalformed(reason);
  }
}
