import { DomainError } from '../domain-error.ts';
import { idOf } from '../ids.ts';

/**
 * The position of a stream of a list: everything below the floor was sent, and the named entries above it. Entries
 * appear out of id order, so a single id would lose some.
 */
export interface ResumePoint {
  readonly floor: string;
  /** Ids at or above the floor; at most `maxAboveFloor`. */
  readonly sent: ReadonlySet<string>;
}

/** More entries above the floor, or more pending notices, are not streamed: the client lists again. */
export const maxAboveFloor = 800;

/** The resume token is too old: the stream can no longer send everything since it, so the client lists again. */
export function resumeTokenTooOld(message = 'too much has happened since: list again'): DomainError {
  return new DomainError('RESUME_TOKEN_TOO_OLD', message, { field: 'resume_token' });
}

/** The floor, then each sent id as its distance to the previous one, as varints of 7 bits. */
export function packResumePoint({ floor, sent }: ResumePoint): Uint8Array {
  const bytes: number[] = [];
  const put = (value: bigint) => {
    let rest = value;
    for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
    bytes.push(Number(rest));
  };
  let last = BigInt(floor);
  put(last);
  for (const id of [...sent].sort()) {
    put(BigInt(id) - last);
    last = BigInt(id);
  }
  return Uint8Array.from(bytes);
}

export function unpackResumePoint(bytes: Uint8Array): ResumePoint {
  const values: bigint[] = [];
  let value = 0n;
  let shift = 0n;
  for (const byte of bytes) {
    value |= BigInt(byte & 0x7f) << shift;
    shift += 7n;
    if (byte > 0x7f) continue;
    values.push(value);
    value = 0n;
    shift = 0n;
  }
  let last = values[0] ?? 0n;
  const floor = idOf(last);
  const sent = new Set<string>();
  for (const step of values.slice(1)) {
    last += step;
    sent.add(idOf(last));
  }
  return { floor, sent };
}
