import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine, EngineNode } from './engine.ts';
import { folderOf, type Place } from './place.ts';
import { lastLines, residentBytes, running, start, stop } from './processes.ts';

/** Installs an engine, starts its missing processes, and waits until clients can connect or `stopping` aborts. */
export async function up(engine: Engine, place: Place, stopping?: AbortSignal): Promise<void> {
  await engine.get(place);
  for (const node of engine.nodes(place)) await nodeUp(node, place, stopping);
  await retryUntilReady(
    'join',
    60_000,
    async () => engine.join?.(place),
    () => stopping?.throwIfAborted(),
  );
}

/** How often a process is started that ends because another one was not ready within a minute. */
const starts = 4;

/**
 * As `up`, but starts all processes concurrently, for those that wait for each other. A process that waited in vain ends; it
 * is started again, as Kubernetes does.
 */
export async function upAtOnce(engine: Engine, place: Place, stopping?: AbortSignal): Promise<void> {
  await engine.get(place);
  await Promise.all(
    engine.nodes(place).map(async (node) => {
      for (let start = 1; ; start++) {
        try {
          return await nodeUp(node, place, stopping);
        } catch (error) {
          if (start === starts || stopping?.aborted) throw error;
        }
      }
    }),
  );
}

/** Starts a process unless it runs, and waits until clients can connect. */
export async function nodeUp(node: EngineNode, place: Place, stopping?: AbortSignal): Promise<void> {
  const folder = folderOf(place, node.name);
  if (running(folder) === undefined) {
    if (await isTaken(node))
      throw new Error(`${node.name}: ${node.host}:${node.port} is in use by another process`);
    await node.prepare?.(folder);
    start(folder, node.command(folder));
  }
  const alive = () => {
    stopping?.throwIfAborted();
    if (running(folder) === undefined) throw new Error(`${node.name} ended:\n${lastLines(folder)}`);
  };
  await retryUntilReady(node.name, node.readyWithinMs ?? 300_000, () => node.ready(), alive);
  // Another process on the same port may have answered.
  alive();
}

/** Whether something listens on a process's port. */
async function isTaken({ host, port }: EngineNode): Promise<boolean> {
  const socket = connect({ host, port });
  const taken = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return taken;
}

/** Stops an engine's processes in reverse order; their data stays. */
export async function down(engine: Engine, place: Place): Promise<void> {
  for (const node of engine.nodes(place).toReversed()) {
    await stop(folderOf(place, node.name), node.stopSignal);
  }
}

export interface NodeStatus {
  readonly engine: string;
  readonly version: string;
  readonly node: string;
  readonly address: string;
  readonly pid?: number;
  readonly residentBytes?: number;
  readonly ready: boolean;
  readonly log: string;
}

export async function status(engine: Engine, place: Place): Promise<NodeStatus[]> {
  return Promise.all(
    engine.nodes(place).map(async (node) => {
      const folder = folderOf(place, node.name);
      const pid = running(folder);
      return {
        engine: engine.name,
        version: engine.version,
        node: node.name,
        address: `${node.host}:${node.port}`,
        ...(pid === undefined ? {} : { pid, residentBytes: residentBytes(pid) }),
        ready:
          pid !== undefined &&
          (await node.ready().then(
            () => true,
            () => false,
          )),
        log: `${folder}/log`,
      };
    }),
  );
}

/** Retries until it succeeds; `check` throws when waiting is pointless. */
async function retryUntilReady(
  what: string,
  limitMs: number,
  work: () => Promise<void>,
  check = () => {},
): Promise<void> {
  const end = performance.now() + limitMs;
  for (;;) {
    try {
      await work();
      return;
    } catch (cause) {
      check();
      if (performance.now() > end)
        throw new Error(`${what} is not ready after ${limitMs / 1000} s: ${(cause as Error).message}`, {
          cause,
        });
      await pause(200);
    }
  }
}
