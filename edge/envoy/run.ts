// Starts the network in the embedded profile and the edge before it: `make run EDGE=1`. Usage: with-envoy.sh node run.ts
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { localEdge } from './local-edge.ts';

async function main(env: NodeJS.ProcessEnv): Promise<number> {
  const folder = join(env.SKEIN_DATA_DIR || '.data', 'edge');
  const ports = {
    grpcPort: Number(env.SKEIN_GRPC_PORT || 50_051),
    httpPort: Number(env.SKEIN_HTTP_PORT || 8_080),
  };
  const startEdge = localEdge(env.ENVOY!, folder, ports);
  const network = spawn(process.execPath, ['services/main.ts'], {
    // The edge reports the addresses of its clients.
    env: { ...env, SKEIN_TRUSTED_PROXIES: env.SKEIN_TRUSTED_PROXIES || '127.0.0.1' },
    stdio: 'inherit',
  });
  const ended = once(network, 'exit');
  // A terminal sends Ctrl-C to both processes; a supervisor sends SIGTERM to this one.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => network.kill('SIGTERM'));
  try {
    if (await answers(network, `http://127.0.0.1:${ports.httpPort}/readyz`)) {
      const envoy = await startEdge();
      envoy.ended.then(() => network.kill('SIGTERM'));
      await ended;
      await envoy.close();
    }
  } finally {
    // Also when the edge does not start.
    network.kill('SIGTERM');
    await ended;
  }
  return network.exitCode ?? 1;
}

/** Waits until the network is ready; false when it has ended. */
async function answers(network: ChildProcess, url: string): Promise<boolean> {
  while (network.exitCode === null && network.signalCode === null) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return true;
    await pause(100);
  }
  return false;
}

process.exitCode = await main(process.env).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  return 1;
});
