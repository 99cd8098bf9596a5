import type { Entry } from './entry.ts';

/**
 * A ring holds the entries pushed to one reader: a byte string of a header and entries in order of arrival, the same in
 * memory and in Redis. All numbers are big-endian and unsigned.
 *
 *     0  u32 format (1)     4  u32 unused
 *     8  u64 birth          distinguishes a ring from the one that replaces it after a loss
 *    16  u64 graph version  the follows, mutes and blocks it was built for; 0 while it is being built
 *    24  u64 complete from  every pushed entry with this id or above is in the ring or still in flight;
 *                           while it is being built: nothing with this id or above was evicted
 *    32  entries of 24 bytes: u64 entry id, u64 actor id, u64 subject id
 *
 * A ring does not say what the reader may see. Every read checks that.
 */
export const ringHeaderBytes = 32;
export const ringEntryBytes = 24;
/** The most entries of a ring. Over capacity the entry that arrived first is evicted, and `complete from` rises above it. */
export const ringCapacity = 800;

/** How many more entries a store may hold before it trims the ring. `complete from` is still true. */
export const ringSlack = 128;
/** The most moves of the insertion sort; after so many the built-in sort is faster. */
const maxMoves = 8 * ringCapacity;

const format = 1;
const birthAt = 8;
const graphVersionAt = 16;
const completeFromAt = 24;
export interface RingHeader {
  readonly birth: bigint;
  /** 0 while the ring is being built and can't answer reads. */
  readonly graphVersion: bigint;
  readonly completeFrom: bigint;
}

/** What completes a ring that is being built. */
export interface BuiltRing {
  readonly graphVersion: bigint;
  readonly completeFrom: bigint;
  /** The authors' entries with `completeFrom` or above, read after the ring was created; in any order. */
  readonly entries: readonly Entry[];
}

export function emptyRing(birth: bigint): Buffer {
  const ring = Buffer.alloc(ringHeaderBytes);
  ring.writeUInt32BE(format, 0);
  ring.writeBigUInt64BE(birth, birthAt);
  return ring;
}

export function ringHeader(ring: Buffer): RingHeader {
  const view = viewOf(ring);
  if (view.getUint32(0) !== format) throw new Error(`unknown ring format ${view.getUint32(0)}`);
  return {
    birth: view.getBigUint64(birthAt),
    graphVersion: view.getBigUint64(graphVersionAt),
    completeFrom: view.getBigUint64(completeFromAt),
  };
}

/**
 * Changes with what the ring holds. Of a ring over capacity it is that of the trimmed ring.
 *
 * @param first the bytes up to `ringVersionBytes.first`, or more
 * @param last the last `ringVersionBytes.last` bytes, or more
 */
export function ringVersion(first: Buffer, last: Buffer, length: number): string {
  const entries = Math.min((length - ringHeaderBytes) / ringEntryBytes, ringCapacity);
  return `${first.toString('latin1', birthAt, completeFromAt)}${entries}${last.subarray(-ringVersionBytes.last).toString('latin1')}`;
}

/** The parts of a ring that its version is made of: the birth and graph version, and the last two entries. */
export const ringVersionBytes = { first: completeFromAt, last: 2 * ringEntryBytes };

export function packEntry({ entryId, actorId, subjectId }: Entry): Buffer {
  const packed = Buffer.allocUnsafe(ringEntryBytes);
  packed.writeBigUInt64BE(BigInt(entryId), 0);
  packed.writeBigUInt64BE(BigInt(actorId), 8);
  packed.writeBigUInt64BE(BigInt(subjectId), 16);
  return packed;
}

function unpackEntry(ring: DataView, at: number): Entry {
  const entry = ring.getBigUint64(at);
  const subject = ring.getBigUint64(at + 16);
  const entryId = entry.toString();
  const actorId = ring.getBigUint64(at + 8).toString();
  // Most entries are no reposts. Comparing two 64-bit numbers is cheaper than formatting one.
  return { entryId, actorId, subjectId: subject === entry ? entryId : subject.toString() };
}

/**
 * The completed ring: the entries of the authors' lists and of the ring, each once, oldest first. That order evicts the
 * oldest ids first, so the bound rises no higher than necessary.
 */
export function completed(ring: Buffer, { graphVersion, completeFrom, entries }: BuiltRing): Buffer {
  const evictedBelow = ring.readBigUInt64BE(completeFromAt);
  const fromId = evictedBelow > completeFrom ? evictedBelow : completeFrom;
  const all = Buffer.concat([ring, ...entries.map(packEntry)]);
  const kept: Buffer[] = [];
  const nextOffset = newestOffsets(viewOf(all), fromId);
  for (let at = nextOffset(); at >= 0; at = nextOffset()) kept.push(all.subarray(at, at + ringEntryBytes));
  const built = Buffer.concat([ring.subarray(0, ringHeaderBytes), ...kept.reverse()]);
  built.writeBigUInt64BE(graphVersion, graphVersionAt);
  built.writeBigUInt64BE(fromId, completeFromAt);
  return trimmed(built);
}

/**
 * The ring without the entries over capacity. The first arrivals are evicted and `complete from` rises above them. Overwrites
 * the given bytes and returns a part of them. A ring within capacity is returned unchanged.
 *
 * @param capacity in entries; tests pass another
 */
export function trimmed(ring: Buffer, capacity = ringCapacity): Buffer {
  const over = (ring.length - ringHeaderBytes) / ringEntryBytes - capacity;
  if (over <= 0) return ring;
  const cut = over * ringEntryBytes;
  const view = viewOf(ring);
  let highest = ringHeaderBytes;
  for (let at = ringHeaderBytes + ringEntryBytes; at < ringHeaderBytes + cut; at += ringEntryBytes) {
    if (compareIdsAt(view, at, highest) > 0) highest = at;
  }
  const above = ring.readBigUInt64BE(highest) + 1n;
  const kept = ring.subarray(cut);
  ring.copy(kept, 0, 0, ringHeaderBytes);
  if (above > kept.readBigUInt64BE(completeFromAt)) kept.writeBigUInt64BE(above, completeFromAt);
  return kept;
}

/**
 * An iterator of the entries in [fromId, beforeId), newest first, each id once; each call returns the next. It decodes
 * entries on demand, and sorts only a ring with entries out of order.
 */
export function ringNewest(ring: Buffer, fromId: bigint, beforeId?: bigint): () => Entry | undefined {
  const view = viewOf(ring);
  const nextOffset = newestOffsets(view, fromId);
  let isBefore = beforeId === undefined;
  return () => {
    let at = nextOffset();
    while (!isBefore && at >= 0) {
      isBefore = view.getBigUint64(at) < beforeId!;
      if (!isBefore) at = nextOffset();
    }
    return at < 0 ? undefined : unpackEntry(view, at);
  };
}

/** The same entries as one array. */
export function ringNewestFirst(ring: Buffer, fromId: bigint, beforeId?: bigint): Entry[] {
  const entries: Entry[] = [];
  const next = ringNewest(ring, fromId, beforeId);
  for (let entry = next(); entry !== undefined; entry = next()) entries.push(entry);
  return entries;
}

/** Ids are read through a DataView, because the checks of Buffer cost more than the read itself. */
function viewOf(ring: Buffer): DataView {
  return new DataView(ring.buffer, ring.byteOffset, ring.byteLength);
}

/** An iterator of the offsets of entries from `fromId` on, newest first, each id once; -1 after the last. */
function newestOffsets(view: DataView, fromId: bigint): () => number {
  const { count, inOrder } = countFrom(view, fromId);
  const sorted = inOrder ? undefined : sortedOffsets(view, fromId, count);
  let i = sorted?.length ?? (view.byteLength - ringHeaderBytes) / ringEntryBytes;
  let left = count;
  let above = -1;
  return () => {
    while (left > 0) {
      i -= 1;
      const at = sorted === undefined ? ringHeaderBytes + i * ringEntryBytes : sorted[i]!;
      if (sorted === undefined && isBelow(view, at, fromId)) continue;
      left -= 1;
      if (above >= 0 && compareIdsAt(view, at, above) === 0) continue;
      above = at;
      return at;
    }
    return -1;
  };
}

/**
 * Counts the entries from an id on and checks whether they are in order of id, as most rings are. It compares ids by 32-bit
 * halves, because 64-bit numbers cost more.
 */
function countFrom(view: DataView, fromId: bigint): { count: number; inOrder: boolean } {
  const fromHigh = Number(fromId >> 32n);
  const fromLow = Number(fromId & 0xffff_ffffn);
  let count = 0;
  let inOrder = true;
  let lastHigh = 0;
  let lastLow = 0;
  for (let at = ringHeaderBytes; at < view.byteLength; at += ringEntryBytes) {
    const high = view.getUint32(at);
    const low = view.getUint32(at + 4);
    if (high < fromHigh || (high === fromHigh && low < fromLow)) continue;
    if (high < lastHigh || (high === lastHigh && low < lastLow)) inOrder = false;
    count += 1;
    lastHigh = high;
    lastLow = low;
  }
  return { count, inOrder };
}

function isBelow(view: DataView, at: number, id: bigint): boolean {
  return view.getBigUint64(at) < id;
}

function compareIdsAt(view: DataView, a: number, b: number): number {
  const high = view.getUint32(a) - view.getUint32(b);
  return high !== 0 ? high : view.getUint32(a + 4) - view.getUint32(b + 4);
}

/** The offsets in order of id, oldest first. By insertion sort, because few entries are out of order and not far. */
function sortedOffsets(view: DataView, fromId: bigint, count: number): Int32Array {
  const offsets = new Int32Array(count);
  let filled = 0;
  let moves = 0;
  for (let at = ringHeaderBytes; at < view.byteLength; at += ringEntryBytes) {
    if (isBelow(view, at, fromId)) continue;
    let i = filled++;
    if (moves <= maxMoves) {
      for (; i > 0 && compareIdsAt(view, offsets[i - 1]!, at) > 0; i--) {
        offsets[i] = offsets[i - 1]!;
        moves += 1;
      }
    }
    offsets[i] = at;
  }
  return moves <= maxMoves ? offsets : offsets.sort((a, b) => compareIdsAt(view, a, b));
}
