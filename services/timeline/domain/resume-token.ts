import { idOf } from './entry.ts';

/**
 * Where a stream goes on: it has sent everything of the timeline below the floor, and of what is above it the entries
 * named. Entries come into timelines out of id order, so one id alone would lose some.
 */
export interface ResumePoint {
  readonly floor: string;
  /** Ids of the floor or above; at most `maxAboveFloor`. */
  readonly sent: ReadonlySet<string>;
}

/** More entries than this above the floor are not streamed one by one: the client lists again. */
export const maxAboveFloor = 800;

/** The floor, then each sent id as its distance to the one before, as varints of 7 bits. */
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
