import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Requests to a measured process. */
export type Order =
  | { readonly id: number; readonly what: 'usage' | 'profile' | 'stop' }
  | { readonly id: number; readonly what: 'profiled'; readonly file: string }
  | { readonly id: number; readonly what: 'collect' }
  | { readonly id: number; readonly what: 'task'; readonly name: string; readonly argument: unknown };

/** CPU time of all threads of a process since its start, and its current memory. */
export interface Usage {
  readonly cpuMs: number;
  readonly rssBytes: number;
  /** JavaScript memory, including buffers outside of the heap. */
  readonly heapBytes: number;
  /** The part outside of the heap. */
  readonly externalBytes: number;
  /** Pages that V8 holds for the heap, filled or not. */
  readonly heapPagesBytes: number;
}

/** Tasks of a measured process by name; argument and result travel as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: each task knows its argument.
export type Tasks = Readonly<Record<string, (argument: any) => unknown>>;

/** The child's side: reports its addresses, executes orders, and ends when its parent is gone. */
export function serveParent(
  ready: Readonly<Record<string, string>>,
  close: () => Promise<void>,
  tasks: Tasks = {},
): void {
  let session: Session | undefined;
  const obey = async (order: Order): Promise<unknown> => {
    switch (order.what) {
      case 'usage':
        return usage();
      case 'collect':
        collectGarbage();
        return undefined;
      case 'task':
        return tasks[order.name]!(order.argument);
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

export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function usage(): Usage {
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
  return {
    cpuMs: cpuMs(),
    rssBytes: rss,
    heapBytes: heapUsed + external,
    externalBytes: external,
    heapPagesBytes: heapTotal,
  };
}

/** Twice, because the second collection frees what finalizers released. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
}
