import { cheapPasswords } from '../../../platform/testing/cheap-passwords.ts';
import { startProcess } from '../../../services/hosting/start-process.ts';
import { services } from '../../../services/registry.ts';
import type { TimelineOverrides } from '../../../services/timeline/compose.ts';
import type { RingStore } from '../../../services/timeline/ports.ts';
import type { UserOverrides } from '../../../services/user/compose.ts';
import { cpuMs, serveParent } from './child.ts';
import { fillEntries, fillEntry } from './fill.ts';
import { loopWatch } from './loop-watch.ts';

// As skein-server.ts, with a gate in front of the followers of an author and a counter behind the rings: fan-outs wait
// until they are released together, so nothing else is measured.
let rings: RingStore;
let gate: PromiseWithResolvers<void> | undefined;
let pushed = 0;
let reached: { readonly deliveries: number; readonly reached: () => void } | undefined;

const timeline: TimelineOverrides = {
  rings: (real) => {
    rings = real;
    const push: RingStore['push'] = async (entry, readerIds) => {
      const whose = await real.push(entry, readerIds);
      pushed += whose.length;
      if (reached !== undefined && pushed >= reached.deliveries) reached.reached();
      return whose;
    };
    return { ...real, push };
  },
  followers: (real) => ({
    async page(authorId, afterId, limit) {
      if (gate !== undefined) await gate.promise;
      return real.page(authorId, afterId, limit);
    },
  }),
};
const user: UserOverrides = { passwords: cheapPasswords({ maxWaiting: 10_000 }) };
const network = await startProcess({ services, env: process.env, overrides: { user, timeline } });

serveParent(
  {
    grpc: `${network.bind}:${network.grpcPort}`,
    http: `http://${network.bind}:${network.httpPort}`,
  },
  () => network.close(),
  {
    /** Opens rings of these readers and fills them, so that each push goes to a full ring. */
    async fillRings(readerIds: string[]) {
      for (const id of readerIds) await rings.open(id);
      for (let n = 0; n < fillEntries; n++) await rings.push(fillEntry(n), readerIds);
    },
    ...loopWatch(),
    hold() {
      gate = Promise.withResolvers();
      pushed = 0;
    },
    /** Releases the fan-outs. Resolves when this many entries are in rings. */
    async release(deliveries: number) {
      const { promise, resolve } = Promise.withResolvers<void>();
      reached = { deliveries, reached: resolve };
      const before = cpuMs();
      const startMs = performance.now();
      gate!.resolve();
      gate = undefined;
      if (pushed < deliveries) await promise;
      reached = undefined;
      return { cpuMs: cpuMs() - before, elapsedMs: performance.now() - startMs, deliveries: pushed };
    },
  },
);
