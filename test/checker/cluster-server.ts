import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { groupsOf } from '../../mesh/cluster/layouts.ts';
import { network, secretsFolder } from '../../mesh/cluster/network.ts';
import { down, up, upAtOnce } from '../../mesh/engines/control.ts';
import type { Engine } from '../../mesh/engines/engine.ts';
import { folderOf, type Place, placeFrom } from '../../mesh/engines/place.ts';
import { lastLines } from '../../mesh/engines/processes.ts';
import { engines } from '../../mesh/engines/registry.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { addressesEnv } from '../../services/hosting/cluster/addresses.ts';
import { services } from '../../services/registry.ts';
import { grantOperator } from '../harness/grant-operator.ts';
import { killEngines } from '../kill-engines.ts';
import { onInterrupt } from '../on-interrupt.ts';
import { apiOver, type StartServer } from './server.ts';

const offset = 600;
const ports = { grpcPort: 26_051, httpPort: 26_052 };
const replicas = () => 2;
const print = (line: string) => process.stdout.write(`${line}\n`);
/** `SKEIN_LAYOUT`: which services share a process. */
const groups = groupsOf(services, process.env.SKEIN_LAYOUT);

/**
 * Checks the cluster profile: two processes of each service or group, on engines of their own that keep running.
 *
 * @param oldTree the source tree of another build; the second process of each service runs it
 */
export async function openCluster(oldTree?: string): Promise<{ start: StartServer; close(): Promise<void> }> {
  const dir = mkdtempSync('/var/tmp/skein-checker-');
  // Engines that run as another user must be able to enter it.
  chmodSync(dir, 0o711);
  const place: Place = placeFrom({
    ...process.env,
    SKEIN_ENGINES_OFFSET: String(offset),
    SKEIN_ENGINES_DIR: `${dir}/run`,
  });
  const treeOf = (name: string) => (name.endsWith('-2') ? oldTree : undefined);
  let skein: Engine | undefined;
  const kill = () => killEngines(skein === undefined ? [] : [skein], place);
  const close = async () => {
    kill();
    killEngines(engines, place);
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  };
  onInterrupt(close);
  try {
    for (const engine of engines) await up(engine, place);
  } catch (error) {
    await close();
    throw error;
  }
  const reached: Record<string, string> = Object.assign(
    {},
    ...engines.map((engine) => engine.settings(place)),
  );
  return {
    async start(_dataDir, life) {
      const settings = { ...reached, ...life.settings };
      const started = network({ settings, replicas, groups, treeOf, ...ports });
      skein = started;
      await upAtOnce(started, place, print);
      const transport = grpcTransport({ address: `127.0.0.1:${ports.grpcPort}` });
      return {
        api: apiOver(transport),
        async stop() {
          await down(started, place);
          transport.close();
        },
        async kill() {
          kill();
          transport.close();
        },
        letsGo: false,
        // As embedded; and a killed process counts as alive for 5 s more.
        foundWithinMs: 15_000,
        async grantOperator(handle) {
          const [address] = started.settings(place)[addressesEnv('user')]!.split(',');
          const users = grpcTransport({ address: address! });
          await grantOperator(users, secretsFolder(place), handle).finally(() => users.close());
        },
        revokedWithinMs: life.heartbeatMs,
        paths: () => undefined,
        output: () =>
          started
            .nodes(place)
            .map(({ name }) => `${name}: ${lastLines(folderOf(place, name), 4)}`)
            .join('\n'),
      };
    },
    close,
  };
}
