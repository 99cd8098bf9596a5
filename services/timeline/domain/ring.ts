import type { Entry } from './entry.ts';

/**
 * A ring is what was pushed to one reader: a byte string of a header and entries in order of arrival, the same in
 * memory and in Redis. All numbers are big-endian and unsigned.
 *
 *     0  u32 format (1)     4  u32 unused
 *     8  u64 birth          tells a ring from one that took its place after it was lost
 *    16  u64 graph version  the follows, mutes and blocks it was built for; 0 while it is being built
 *    24  u64 complete from  every pushed entry with this id or above is in the ring or still in flight;
 *                           while it is being built: nothing with this id or above was evicted
 *    32  entries of 24 bytes: u64 entry id, u64 actor id, u64 subject id
 *
 * It says nothing about what the reader may see: that is asked at every read.
 */
export const ringHeaderBytes = 32;
export const ringEntryBytes = 24;
/** Entries that a ring keeps; of more, the one that arrived first goes, and what is complete begins above it. */
export const ringCapacity = 800;

/** A store may hold so many more until it tidies up: what a ring is complete from is true all the same. */
export const ringSlack = 128;
/** After so many moves an insertion sort is the wrong one. */
const maxMoves = 8 * ringCapacity;

const format = 1;
const birthAt = 8;
const graphVersionAt = 16;
const completeFromAt = 24;
export interface RingHeader {
  readonly birth: bigint;
  /** 0: the ring is being built and complete from nowhere. */
  readonly graphVersion: bigint;
  readonly completeFrom: bigint;
}

/** What a ring is completed with. */
export interface BuiltRing {
  readonly graphVersion: bigint;
  readonly completeFrom: bigint;
  /** Of the authors' lists, `completeFrom` or above, read after the ring was made; in any order. */
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
  if (view.getUint32(0) !== format) throw new Error(`a ring of format ${view.getUint32(0)}`);
  return {
    birth: view.getBigUint64(birthAt),
    graphVersion: view.getBigUint64(graphVersionAt),
    completeFrom: view.getBigUint64(completeFromAt),
  };
}

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
  // Most entries are no reposts; a number of 64 bits costs more to write out than to compare.
  return { entryId, actorId, subjectId: subject === entry ? entryId : subject.toString() };
}

/**
 * The ring once it is built: what was read from the authors' lists and what it had, each once and oldest first, so that
 * over capacity the bound rises no higher than it must: a ring that is built again is full before.
 */
export function completed(ring: Buffer, { graphVersion, completeFrom, entries }: BuiltRing): Buffer {
  const evictedBelow = ring.readBigUInt64BE(completeFromAt);
  const fromId = evictedBelow > completeFrom ? evictedBelow : completeFrom;
  const all = Buffer.concat([ring, ...entries.map(packEntry)]);
  const kept: Buffer[] = [];
  const nextPlace = newestPlaces(viewOf(all), fromId);
  for (let at = nextPlace(); at >= 0; at = nextPlace()) kept.push(all.subarray(at, at + ringEntryBytes));
  const built = Buffer.concat([ring.subarray(0, ringHeaderBytes), ...kept.reverse()]);
  built.writeBigUInt64BE(graphVersion, graphVersionAt);
  built.writeBigUInt64BE(fromId, completeFromAt);
  return trimmed(built);
}

/**
 * The ring without what is over capacity: the first to arrive go, and `complete from` rises above them. Overwrites the
 * given bytes and answers a part of them; a ring within capacity comes back as it is.
 *
 * @param capacity another number of entries, for tests
 */
export function trimmed(ring: Buffer, capacity = ringCapacity): Buffer {
  const over = (ring.length - ringHeaderBytes) / ringEntryBytes - capacity;
  if (over <= 0) return ring;
  const cut = over * ringEntryBytes;
  const view = viewOf(ring);
  let highest = ringHeaderBytes;
  for (let at = ringHeaderBytes + ringEntryBytes; at < ringHeaderBytes + cut; at += ringEntryBytes) {
    if (comparePlaces(view, at, highest) > 0) highest = at;
  }
  const above = ring.readBigUInt64BE(highest) + 1n;
  const kept = ring.subarray(cut);
  ring.copy(kept, 0, 0, ringHeaderBytes);
  if (above > kept.readBigUInt64BE(completeFromAt)) kept.writeBigUInt64BE(above, completeFromAt);
  return kept;
}

/**
 * The entries in [fromId, beforeId), newest first, each id once; a call gives the next one. Lazy: a page decodes what it
 * takes, and only a ring whose entries came out of order is sorted.
 */
export function ringNewest(ring: Buffer, fromId: bigint, beforeId?: bigint): () => Entry | undefined {
  const view = viewOf(ring);
  const nextPlace = newestPlaces(view, fromId);
  let isBefore = beforeId === undefined;
  return () => {
    let at = nextPlace();
    while (!isBefore && at >= 0) {
      isBefore = view.getBigUint64(at) < beforeId!;
      if (!isBefore) at = nextPlace();
    }
    return at < 0 ? undefined : unpackEntry(view, at);
  };
}

/** The same for whoever looks at all of them. */
export function ringNewestFirst(ring: Buffer, fromId: bigint, beforeId?: bigint): Entry[] {
  const entries: Entry[] = [];
  const next = ringNewest(ring, fromId, beforeId);
  for (let entry = next(); entry !== undefined; entry = next()) entries.push(entry);
  return entries;
}

/** Ids are read through it: what a Buffer checks at every number costs more than the number. */
function viewOf(ring: Buffer): DataView {
  return new DataView(ring.buffer, ring.byteOffset, ring.byteLength);
}

/** Where the entries from `fromId` on are, newest first, each id once; -1 after the last. */
function newestPlaces(view: DataView, fromId: bigint): () => number {
  const { count, inOrder } = lookOver(view, fromId);
  const sorted = inOrder ? undefined : sortedPlaces(view, fromId, count);
  let i = sorted?.length ?? (view.byteLength - ringHeaderBytes) / ringEntryBytes;
  let left = count;
  let above = -1;
  return () => {
    while (left > 0) {
      i -= 1;
      const at = sorted === undefined ? ringHeaderBytes + i * ringEntryBytes : sorted[i]!;
      if (sorted === undefined && isBelow(view, at, fromId)) continue;
      left -= 1;
      if (above >= 0 && comparePlaces(view, at, above) === 0) continue;
      above = at;
      return at;
    }
    return -1;
  };
}

/** How many entries there are from an id on, by halves of ids: numbers of 64 bits cost more; and whether they came in the order of their ids, as mostly they do. */
function lookOver(view: DataView, fromId: bigint): { count: number; inOrder: boolean } {
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

function comparePlaces(view: DataView, a: number, b: number): number {
  const high = view.getUint32(a) - view.getUint32(b);
  return high !== 0 ? high : view.getUint32(a + 4) - view.getUint32(b + 4);
}

/** Oldest first. By insertion: few entries come out of order, and those not by far. */
function sortedPlaces(view: DataView, fromId: bigint, count: number): Int32Array {
  const places = new Int32Array(count);
  let held = 0;
  let moves = 0;
  for (let at = ringHeaderBytes; at < view.byteLength; at += ringEntryBytes) {
    if (isBelow(view, at, fromId)) continue;
    let i = held++;
    if (moves <= maxMoves) {
      for (; i > 0 && comparePlaces(view, places[i - 1]!, at) > 0; i--) {
        places[i] = places[i - 1]!;
        moves += 1;
      }
    }
    places[i] = at;
  }
  return moves <= maxMoves ? places : places.sort((a, b) => comparePlaces(view, a, b));
}
