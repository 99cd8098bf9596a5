import { idAtTime } from '../../../platform/ids.ts';
import { listStream } from '../../../platform/streams/list-stream.ts';
import type { OpenSource } from '../../../platform/streams/live-source.ts';
import { noticeQueue } from '../../../platform/streams/notice-queue.ts';
import {
  maxAboveFloor,
  type ResumePoint,
  resumeTokenTooOld,
} from '../../../platform/streams/resume-point.ts';

export interface Item {
  readonly id: string;
  readonly text: string;
}

/** One list in memory, the same for every reader, that streams are opened on. */
export interface MemoryList {
  readonly open: OpenSource<ResumePoint, Item, string>;
  add(count: number, bytes?: number): string[];
  addLate(): { readonly id: string; appear(): Promise<void> };
  remove(id: string): void;
  loseHints(): void;
  looks(): number;
}

export function memoryList(): MemoryList {
  /** By rising id. */
  let items: Item[] = [];
  const removed: string[] = [];
  const reserved = new Set<string>();
  const readers = new Set<{ wake(): void; removed(id: string): void }>();
  let lastId = BigInt(idAtTime(Date.now()));
  let hints = true;
  let looks = 0;
  const nextId = () => (++lastId).toString();
  const put = (item: Item) => {
    items = [...items, item].sort((a, b) => (a.id < b.id ? -1 : 1));
    if (hints) for (const { wake } of readers) wake();
  };
  const lowWatermarkId = () => [...reserved].sort()[0] ?? (lastId + 1n).toString();

  return {
    open(from, wake) {
      const notices = noticeQueue<string>(wake);
      for (const id of removed) notices.note(id);
      const reader = { wake, removed: notices.note };
      readers.add(reader);
      const stream = listStream<Item, Item>(from, {
        async view(asked) {
          looks += 1;
          const watermarkId = lowWatermarkId();
          const floor = asked ?? watermarkId;
          const candidates = items.filter(({ id }) => id >= floor);
          if (candidates.length > maxAboveFloor) throw resumeTokenTooOld();
          return {
            floor,
            lowWatermarkId: watermarkId,
            candidates,
            show: async (some) => some.filter((item) => items.includes(item)),
          };
        },
        idOf: ({ id }) => id,
        candidateOf: (item) => item,
        batchSize: 20,
        fewest: 20,
      });
      return {
        look: async () => ({ ...(await stream.next()), notices: notices.take() }),
        close: () => readers.delete(reader),
      };
    },
    add(count, bytes = 10) {
      return Array.from({ length: count }, () => {
        const id = nextId();
        put({ id, text: 'x'.repeat(bytes) });
        return id;
      });
    },
    addLate() {
      const id = nextId();
      reserved.add(id);
      return {
        id,
        async appear() {
          put({ id, text: 'late' });
          reserved.delete(id);
        },
      };
    },
    remove(id) {
      items = items.filter((item) => item.id !== id);
      removed.push(id);
      for (const reader of readers) reader.removed(id);
    },
    loseHints() {
      hints = false;
    },
    looks: () => looks,
  };
}
