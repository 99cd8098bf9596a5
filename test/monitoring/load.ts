import { get } from 'node:https';
import { pause, systemClock } from '../../platform/clock.ts';
import type { Person, Server } from '../faults/server.ts';

/** Calls of clients. What callers are told does not matter here, so failures are ignored. */
export interface Load {
  /** Enough calls, also a malformed one, that rates are known. */
  warmUp(): Promise<void>;
  post(): Promise<void>;
  /** Each makes calls of its kind until the work is done. */
  flood(work: () => Promise<void>): Promise<void>;
  signUps(work: () => Promise<void>): Promise<void>;
  writes(work: () => Promise<void>): Promise<void>;
  stop(): void;
}

/** How often the steady load calls, in milliseconds. */
const everyMs = 200;
/** Long enough for two windows of rates. */
const warmUpMs = 21_000;

function throughEdge({ url, certificate }: { url: string; certificate: Buffer }): Promise<void> {
  return new Promise((resolve) => {
    const request = get(`${url}/v1/handles/steady`, { ca: certificate }, (response) => {
      response.resume().on('close', resolve);
    });
    request.on('error', () => resolve());
  });
}

async function malformed({ http }: Server): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const url = `${http}/skein.user.v1.UserService/GetUser`;
  await (await fetch(url, { method: 'POST', headers, body: '{' })).arrayBuffer();
}

/** Starts a steady load through gRPC and the edge. */
export async function startLoad(server: Server, edge: { url: string; certificate: Buffer }): Promise<Load> {
  const steady = await server.signUp('steady');
  const flooder = await server.signUp('flooder');
  const writer = await server.signUp('writer');
  const read = (person: Person) =>
    server.timelines.listHomeTimeline({}, { headers: person.headers, timeoutMs: 10_000 }).catch(() => {});
  const write = () =>
    server.posts.createPost({ text: 'x' }, { headers: writer.headers, timeoutMs: 10_000 }).catch(() => {});
  let people = 0;
  const signUp = () => server.signUp(`person_${++people}`).catch(() => {});
  let stopped = false;
  const repeat = async (call: () => Promise<unknown>, ms: number, isOver: () => boolean) => {
    while (!isOver()) {
      await call();
      if (ms > 0) await pause(systemClock, ms);
    }
  };
  const during = async (work: () => Promise<void>, call: () => Promise<unknown>, callers: number, ms = 0) => {
    let over = false;
    const loops = Array.from({ length: callers }, () => repeat(call, ms, () => over));
    try {
      await work();
    } finally {
      over = true;
      await Promise.all(loops);
    }
  };
  void repeat(
    () => read(steady),
    everyMs,
    () => stopped,
  );
  void repeat(
    () => throughEdge(edge),
    everyMs,
    () => stopped,
  );
  return {
    async warmUp() {
      await malformed(server);
      await pause(systemClock, warmUpMs);
    },
    post: async () => void (await write()),
    flood: (work) => during(work, () => read(flooder), 8),
    signUps: (work) => during(work, signUp, 10),
    writes: (work) => during(work, write, 1, everyMs),
    stop() {
      stopped = true;
    },
  };
}
