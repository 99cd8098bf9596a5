import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';

/** What a measured process is asked by the one that measures. */
export type Order =
  | { readonly id: number; readonly what: 'usage' | 'profile' | 'stop' }
  | { readonly id: number; readonly what: 'profiled'; readonly file: string };

/** CPU time of all threads of a process since its start, and its resident memory now. */
export interface Usage {
  readonly cpuMs: number;
  readonly rssBytes: number;
}

/** The child's side: tells where it listens, answers orders, and ends when its parent is gone. */
export function serveParent(ready: Readonly<Record<string, string>>, close: () => Promise<void>): void {
  let session: Session | undefined;
  const obey = async (order: Order): Promise<Usage | undefined> => {
    switch (order.what) {
      case 'usage': {
        const { user, system } = process.cpuUsage();
        return { cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() };
      }
      case 'profile':
        session = new Session();
        session.connect();
        await session.post('Profiler.enable');
        await session.post('Profiler.setSamplingInterval', { interval: 200 });
        await session.post('Profiler.start');
        return undefined;
      case 'profiled': {
        const { profile } = await session!.post('Profiler.stop');
        session!.disconnect();
        await writeFile(order.file, JSON.stringify(profile));
        return undefined;
      }
      case 'stop':
        await close();
        return undefined;
    }
  };
  process.on('message', async (order: Order) => {
    const answer = await obey(order).then(
      (value) => ({ id: order.id, value }),
      (error: Error) => ({ id: order.id, error: error.stack }),
    );
    process.send!(answer, () => {
      if (order.what === 'stop') process.disconnect();
    });
  });
  process.once('disconnect', () => process.exit());
  process.once('SIGINT', () => {});
  process.send!({ ready });
}
