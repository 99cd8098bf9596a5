// Fires each alert of mesh/monitoring by a real fault: a real network, a real Envoy and a real Prometheus.
// Usage: alerts.ts PROMETHEUS, with ENVOY set.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { developmentCertificate } from '../../edge/envoy/development-certificate.ts';
import { startEnvoy } from '../../edge/envoy/start-envoy.ts';
import { dev } from '../../edge/envoy/values/dev.ts';
import { pause, systemClock } from '../../platform/clock.ts';
import { type Server, startServer } from '../faults/server.ts';
import { missingFrom } from './exposed.ts';
import { alertNames, expressions } from './expressions.ts';
import { startLoad } from './load.ts';
import { startPrometheus } from './prometheus.ts';

const [, , program] = process.argv as [string, string, string];
const folder = mkdtempSync(join(tmpdir(), 'skein-alerts-'));
const dataDir = join(folder, 'data');
const server = await startServer(dataDir, {
  // The steady load makes 300 calls a minute.
  SKEIN_CALLS_PER_USER: '600',
  SKEIN_SIGN_UPS_PER_ADDRESS: '1000000',
});
// It would outlive this process.
process.once('exit', () => void server.kill());
const httpHost = new URL(server.http).host;
const tls = developmentCertificate(join(folder, 'edge'));
const envoy = await startEnvoy({
  program: process.env.ENVOY!,
  folder: join(folder, 'edge'),
  values: {
    ...dev,
    tls,
    listen: { address: '127.0.0.1', port: 0 },
    adminPort: 0,
    front: { http: [httpHost], grpc: [server.address] },
  },
});
const prometheus = await startPrometheus(program, join(folder, 'prometheus'), {
  skein: `${httpHost}/metrics`,
  edge: `${new URL(envoy.admin).host}/stats/prometheus`,
});
const load = await startLoad(server, { url: envoy.url, certificate: readFileSync(tls.certificate) });

type Faults = Readonly<Record<string, (server: Server) => Promise<void>>>;

/** Each alert and the fault that fires it, in this order. */
const faults: Faults = {
  async SkeinCallsRefused() {
    await load.flood(() => prometheus.untilFires('SkeinCallsRefused'));
  },
  async SkeinSlow({ pid }) {
    const stops = stopping(pid);
    await load.signUps(() => prometheus.untilFires('SkeinSlow')).finally(stops.end);
  },
  async SkeinDeadLetters() {
    poison(join(dataDir, 'events.db'));
    // Wakes the consumers.
    await load.post();
    await prometheus.untilFires('SkeinDeadLetters');
  },
  async SkeinConsumerLag() {
    const lock = new DatabaseSync(join(dataDir, 'search.db'), { timeout: 30_000 });
    lock.exec('BEGIN IMMEDIATE');
    await load.post();
    await prometheus.untilFires('SkeinConsumerLag');
    lock.exec('ROLLBACK');
    lock.close();
  },
  async SkeinWritesRefused({ pid }) {
    execFileSync('prlimit', [`--pid=${pid}`, '--fsize=1:unlimited']);
    await load.writes(() => prometheus.untilFires('SkeinWritesRefused'));
  },
  async SkeinErrors() {
    // The disk is still full.
    await load.writes(() => prometheus.untilFires('SkeinErrors'));
  },
};

/** These end the network. */
const lastFaults: Faults = {
  async SkeinEdgeErrors() {
    await server.kill();
    await prometheus.untilFires('SkeinEdgeErrors');
  },
  async SkeinProcessDown() {
    await prometheus.untilFires('SkeinProcessDown');
  },
  async SkeinEdgeDown() {
    await envoy.close();
    await prometheus.untilFires('SkeinEdgeDown');
  },
};

/** Stops a process for longer than a second, again and again, as a machine without memory does. */
function stopping(pid: number): { end(): Promise<void> } {
  let over = false;
  const rounds = (async () => {
    while (!over) {
      process.kill(pid, 'SIGSTOP');
      await pause(systemClock, 1_300);
      process.kill(pid, 'SIGCONT');
      await pause(systemClock, 700);
    }
  })();
  return {
    async end() {
      over = true;
      await rounds;
    },
  };
}

/** An event that no consumer can read, at the end of each partition of topic post. */
function poison(file: string): void {
  const log = new DatabaseSync(file, { timeout: 30_000 });
  log.exec(`BEGIN IMMEDIATE;
    INSERT INTO record SELECT topic, partition, next_offset, 'nobody', 'poison-' || partition, 0, 0, x'ffffff'
      FROM head WHERE topic = 'post';
    UPDATE head SET next_offset = next_offset + 1 WHERE topic = 'post';
    COMMIT`);
  log.close();
}

const failures: string[] = [];
const check = (holds: boolean, what: string) => {
  process.stdout.write(`${holds ? 'ok' : 'not ok'} - ${what}\n`);
  if (!holds) failures.push(what);
};

async function fire(faults: Faults): Promise<void> {
  for (const [alert, fault] of Object.entries(faults)) {
    await fault(server).then(
      () => check(true, `${alert} fires`),
      (error) => check(false, `${alert} fires: ${error}`),
    );
  }
}

try {
  check(
    isDeepStrictEqual([...alertNames].sort(), Object.keys({ ...faults, ...lastFaults }).sort()),
    'each alert has a fault',
  );
  await load.warmUp();
  await prometheus.untilNone().then(
    () => check(true, 'without a fault no alert fires'),
    (error) => check(false, `without a fault no alert fires: ${error}`),
  );
  await fire(faults);
  // By now every metric has its labels.
  for (const expression of expressions) {
    const missing = await missingFrom(prometheus, expression).catch((error) => [String(error)]);
    check(missing.length === 0, `Prometheus has what is named: ${expression.text} ${missing.join('; ')}`);
  }
  await fire(lastFaults);
} finally {
  load.stop();
  await prometheus.close();
  await envoy.close();
  await server.kill();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures.length === 0 ? 0 : 1;
