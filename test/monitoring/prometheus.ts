import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause, systemClock } from '../../platform/clock.ts';
import { freePort } from '../../platform/testing/ports.ts';
import type { Queries } from './exposed.ts';

export interface Prometheus extends Queries {
  /** Waits until an alert fires. */
  untilFires(alert: string): Promise<void>;
  /** Waits until no alert fires. */
  untilNone(): Promise<void>;
  close(): Promise<void>;
}

type Labels = Readonly<Record<string, string>>;

/** How long an alert may take, in milliseconds: the machine may be busy. */
const limitMs = 120_000;

/**
 * Starts a real Prometheus with mesh/monitoring/alerts.yaml. Windows of minutes are seconds, so that a test does not wait for
 * minutes; expressions and thresholds are the same.
 *
 * @param targets job -> `host:port/path`
 */
export async function startPrometheus(
  program: string,
  folder: string,
  targets: Readonly<Record<string, string>>,
): Promise<Prometheus> {
  mkdirSync(folder, { recursive: true });
  const rules = readFileSync(new URL('../../mesh/monitoring/alerts.yaml', import.meta.url), 'utf8');
  writeFileSync(join(folder, 'alerts.yaml'), inSeconds(rules));
  const scrapes = Object.entries(targets).map(([job, target]) => {
    const { host, pathname } = new URL(`http://${target}`);
    return { job_name: job, metrics_path: pathname, static_configs: [{ targets: [host] }] };
  });
  // JSON is YAML.
  const config = {
    global: { scrape_interval: '2s', scrape_timeout: '2s', evaluation_interval: '1s' },
    rule_files: ['alerts.yaml'],
    scrape_configs: scrapes,
  };
  writeFileSync(join(folder, 'prometheus.yaml'), JSON.stringify(config));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    program,
    [
      `--config.file=${join(folder, 'prometheus.yaml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const ended = once(child, 'exit');
  process.once('exit', () => child.kill('SIGKILL'));
  const get = async (path: string) => {
    if (child.exitCode !== null) throw new Error(`Prometheus ended with ${child.exitCode}`);
    return (await fetch(`http://${address}${path}`)).text();
  };
  await eventually('Prometheus to be ready', async () =>
    (await get('/-/ready').catch(() => '')).includes('is Ready'),
  );
  const firing = async () => {
    const { data } = JSON.parse(await get('/api/v1/alerts')) as {
      data: { alerts: { state: string; labels: { alertname: string } }[] };
    };
    return data.alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname);
  };
  const data = async (path: string) => {
    const { error, data } = JSON.parse(await get(path)) as { error?: string; data: unknown };
    if (error !== undefined) throw new Error(`Prometheus: ${error}`);
    return data;
  };
  return {
    async series(selector) {
      return (await data(`/api/v1/series?match[]=${encodeURIComponent(selector)}`)) as Labels[];
    },
    async query(expression) {
      const { result } = (await data(`/api/v1/query?query=${encodeURIComponent(expression)}`)) as {
        result: { metric: Labels }[];
      };
      return result.map(({ metric }) => metric);
    },
    untilFires: (alert) => eventually(`${alert} to fire`, async () => (await firing()).includes(alert)),
    untilNone: () => eventually('no alert to fire', async () => (await firing()).length === 0),
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** `[5m]` -> `[10s]`, `for: 2m` -> `for: 2s` */
const inSeconds = (rules: string) =>
  rules.replace(/\[(\d+)m\]/g, (_, minutes) => `[${2 * minutes}s]`).replace(/for: (\d+)m/g, 'for: $1s');

async function eventually(what: string, condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms in vain for ${what}`);
    await pause(systemClock, 200);
  }
}
