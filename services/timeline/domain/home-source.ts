import type { OpenSource } from '../../../platform/streams/live-source.ts';
import { noticeQueue } from '../../../platform/streams/notice-queue.ts';
import type { ResumePoint } from '../../../platform/streams/resume-point.ts';
import type { ShownEntry } from './filter-visible.ts';
import type { IdTimes } from './folding.ts';
import type { OpenStream } from './home-stream.ts';
import type { LiveReaders } from './live-readers.ts';

export interface HomeSourceOptions {
  readonly openStream: OpenStream;
  readonly live: Pick<LiveReaders, 'join' | 'removalsReachMs'>;
  /** The clock of ids. */
  readonly idNowMs: () => number;
  readonly times: Pick<IdTimes, 'timeOf'>;
}

/** The source of a reader's home stream: entries, and as notices the ids of removed posts. */
export type OpenHome = (readerId: string) => OpenSource<ResumePoint, ShownEntry, string>;

export function homeSource({ openStream, live, idNowMs, times }: HomeSourceOptions): OpenHome {
  return (readerId) => (from, wake) => {
    const stream = openStream(readerId, from);
    const removed = noticeQueue<string>(wake);
    return {
      async look() {
        const found = await stream.next();
        // After `next`: it determines whose removals concern the reader.
        return { ...found, notices: removed.take() };
      },
      unchanged: async () => (removed.isEmpty() ? stream.unchanged?.() : undefined),
      remembersSince: ({ floor }) => idNowMs() - times.timeOf(floor) <= live.removalsReachMs(),
      close: live.join({ readerId, wake, removed: removed.note }),
    };
  };
}
