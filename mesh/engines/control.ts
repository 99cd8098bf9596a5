import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { keepAlive } from '../../platform/clock.ts';
import { temporaryFailure } from '../../services/hosting/run-process.ts';
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

/** A start that may succeed when it is repeated. */
export class TemporaryFailure extends Error {}

/** How often a process is started whose starts fail for a time. */
const starts = 4;
/** The pause before the second start; doubled before each further one. */
const firstPauseMs = 1_000;

/**
 * As `up`, but starts all processes concurrently, for those that wait for each other. A process that waited in vain, or found its
 * port taken, is started again after a pause. Other failures are not repeated.
 *
 * @param print gets a line for each repeated start
 * @param wait pauses for milliseconds; rejects when `stopping` aborts
 */
export async function upAtOnce(
  engine: Engine,
  place: Place,
  print: (line: string) => void,
  stopping?: AbortSignal,
  wait: (ms: number) => Promise<void> = (ms) => pause(ms, undefined, { signal: stopping }),
): Promise<void> {
  await engine.get(place);
  await Promise.all(
    engine.nodes(place).map(async (node) => {
      for (let start = 1, pauseMs = firstPauseMs; ; start++, pauseMs *= 2) {
        try {
          return await nodeUp(node, place, stopping);
        } catch (error) {
          if (!(error instanceof TemporaryFailure) || start === starts || stopping?.aborted) throw error;
          print(`start ${start + 1} of ${starts} of ${node.name}, because: ${error.message}`);
          await wait(pauseMs);
        }
      }
    }),
  );
}

/** Starts a process unless it runs, and waits until clients can connect. @throws TemporaryFailure when another start may succeed */
export async function nodeUp(node: EngineNode, place: Place, stopping?: AbortSignal): Promise<void> {
  const folder = folderOf(place, node.name);
  let ended: Promise<number | null> | undefined;
  if (running(folder) === undefined) {
    if (await isTaken(node))
      throw new TemporaryFailure(`${node.name}: ${node.host}:${node.port} is in use by another process`);
    await node.prepare?.(folder);
    ended = start(folder, node.command(folder)).ended;
  }
  const alive = async () => {
    stopping?.throwIfAborted();
    if (running(folder) !== undefined) return;
    // A child that outlives this process does not keep it alive, also not until its exit code is known.
    const letEnd = keepAlive();
    const Failure = (await ended) === temporaryFailure ? TemporaryFailure : Error;
    letEnd();
    throw new Failure(`${node.name} ended:\n${lastLines(folder)}`);
  };
  await retryUntilReady(node.name, node.readyWithinMs ?? 300_000, () => node.ready(), alive);
  // Another process on the same port may have answered.
  await alive();
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
  check: () => void | Promise<void> = () => {},
): Promise<void> {
  const end = performance.now() + limitMs;
  for (;;) {
    try {
      await work();
      return;
    } catch (cause) {
      await check();
      if (performance.now() > end)
        throw new Error(`${what} is not ready after ${limitMs / 1000} s: ${(cause as Error).message}`, {
          cause,
        });
      await pause(200);
    }
  }
}
