import type { Candidates } from './candidates.ts';
import type { Entry } from './entry.ts';

/** Where the next read of one author's entries begins. */
export interface AuthorCursor {
  readonly authorId: string;
  /** Only entries below this id. */
  readonly beforeId: string;
  /** Only entries with this id or above; empty for all. */
  readonly fromId: string;
}

/**
 * Reads entries of many authors in one call: one list per cursor, newest first, at most `limit` entries. A list
 * shorter than the limit is complete.
 */
export type ReadEntries = (cursors: readonly AuthorCursor[], limit: number) => Promise<Entry[][]>;

/** The range of an author's entries to merge. */
export interface Bounds {
  /** An id above all entries of the range. New entries are above it, so they do not change the order. */
  readonly beforeId: string;
  /** The lowest id of the range; empty for all. */
  readonly fromId: string;
}

export interface MergeOptions {
  readonly readEntries: ReadEntries;
  /** The most entries of an author per read. */
  readonly chunk: number;
  /** The most authors per read. */
  readonly width: number;
}

interface Stream {
  readonly authorId: string;
  readonly fromId: string;
  /** The id of the next entry once it is read. Before that, an id above all remaining entries. */
  bound: string;
  buffer: Entry[];
  position: number;
  ended: boolean;
}

/**
 * A lazy k-way merge: entries of many authors within their bounds, strictly newest first, without duplicates. It reads an
 * author only when their bound is the highest, and several authors in one call.
 *
 * @param bounds by author
 */
export function mergeNewestFirst(bounds: ReadonlyMap<string, Bounds>, options: MergeOptions): Candidates {
  const heap = new StreamHeap();
  for (const [authorId, { beforeId, fromId }] of bounds) {
    heap.push({ authorId, fromId, bound: beforeId, buffer: [], position: 0, ended: false });
  }
  const readFrom = async (top: Stream): Promise<Entry | undefined> => {
    const due = [top];
    for (let next = heap.peek(); due.length < options.width && next !== undefined; next = heap.peek()) {
      if (next.position < next.buffer.length) break;
      due.push(heap.pop()!);
    }
    for (const stream of await refill(due, options)) heap.push(stream);
    return merged.next();
  };
  const merged: Candidates = {
    next() {
      const top = heap.pop();
      if (top === undefined) return undefined;
      const entry = top.buffer[top.position];
      if (entry === undefined) return readFrom(top);
      top.position += 1;
      top.bound = top.buffer[top.position]?.entryId ?? entry.entryId;
      if (top.position < top.buffer.length || !top.ended) heap.push(top);
      return entry;
    },
  };
  return merged;
}

async function refill(due: Stream[], { readEntries, chunk }: MergeOptions): Promise<Stream[]> {
  const cursors = due.map(({ authorId, fromId, bound }) => ({ authorId, beforeId: bound, fromId }));
  const lists = await readEntries(cursors, chunk);
  return due.filter((stream, i) => {
    stream.buffer = lists[i] ?? [];
    stream.position = 0;
    stream.ended = stream.buffer.length < chunk;
    const first = stream.buffer[0];
    if (first === undefined) return false;
    stream.bound = first.entryId;
    return true;
  });
}

/** A binary heap with the greatest bound on top. */
class StreamHeap {
  readonly #items: Stream[] = [];

  peek(): Stream | undefined {
    return this.#items[0];
  }

  push(stream: Stream): void {
    const items = this.#items;
    let i = items.length;
    items.push(stream);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!above(stream, items[parent]!)) break;
      items[i] = items[parent]!;
      i = parent;
    }
    items[i] = stream;
  }

  pop(): Stream | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && above(items[child + 1]!, items[child]!)) child += 1;
      if (!above(items[child]!, last)) break;
      items[i] = items[child]!;
      i = child;
    }
    items[i] = last;
    return top;
  }
}

function above(a: Stream, b: Stream): boolean {
  return a.bound > b.bound;
}
