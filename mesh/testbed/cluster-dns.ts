// Preloaded into each process of the test bed (`node --import`). Names of the cluster resolve to the process's own sidecar: DNS and
// the redirection of traffic do this in Kubernetes.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

const sidecar = process.env.MESH_OUTBOUND_ADDRESS;
const { lookup } = dns.promises;

dns.promises.lookup = ((name: string, options?: { all?: boolean }) => {
  if (sidecar === undefined || !name.endsWith('.svc.cluster.local')) return lookup(name, options as never);
  const found = { address: sidecar, family: 4 };
  return Promise.resolve(options?.all ? [found] : found);
}) as typeof lookup;
syncBuiltinESMExports();
