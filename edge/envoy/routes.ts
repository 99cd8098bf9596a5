// Sends a request along every HTTP route of the contract through a real Envoy and looks at which
// RPC arrives: a rule that another one hides, or that does not bind, shows here and nowhere else.
// Usage: node routes.ts ENVOY CONFIG, in the project's root. The last line says how many there are.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DescMethod, getOption, ScalarType } from '@bufbuild/protobuf';
import { http } from '../../gen/ts/google/api/annotations_pb.ts';
import { fieldOf, isClientStream, nameOf, type Route, readContract, routesOf } from '../../proto/contract.ts';

const [envoy, config] = process.argv.slice(2);
if (!envoy || !config) throw new Error('usage: routes.ts ENVOY CONFIG');
const folder = mkdtempSync(join(tmpdir(), 'skein-routes-'));

/** A gRPC server that answers every call with an empty message and keeps the path of the last. */
let called: string | undefined;
const server = createServer();
server.on('stream', (stream, headers) => {
  called = headers[':path'];
  stream.on('error', () => {});
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.resume().on('end', () => stream.end(Buffer.alloc(5)));
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

const { port } = server.address() as AddressInfo;
const adminFile = join(folder, 'admin');
writeFileSync(
  join(folder, 'envoy.yaml'),
  readFileSync(config, 'utf8').replace(/port_value: 1\b/, `port_value: ${port}`),
);
const admin = 'admin: {address: {socket_address: {address: 127.0.0.1, port_value: 0}}}';
const child = spawn(
  envoy,
  [
    ...['-c', join(folder, 'envoy.yaml'), '--config-yaml', admin, '--admin-address-path', adminFile],
    ...['--disable-hot-restart', '--concurrency', '1', '-l', 'error'],
  ],
  { stdio: 'inherit' },
);
// Also when this process ends by a fault: nobody else would end it.
process.on('exit', () => child.kill());

/** The address at which Envoy takes calls, once it does. */
async function listening(): Promise<string> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Envoy ended with ${child.exitCode}`);
    try {
      const { listener_statuses: [listener] = [] } = (await (
        await fetch(`http://${readFileSync(adminFile, 'utf8')}/listeners?format=json`)
      ).json()) as {
        listener_statuses?: { local_address: { socket_address: { address: string; port_value: number } } }[];
      };
      if (listener) {
        const { address, port_value } = listener.local_address.socket_address;
        return `http://${address}:${port_value}`;
      }
    } catch {
      // Not there yet: the file or the port.
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** The path of a route with a value for every variable. */
function filled(method: DescMethod, { path, variables }: Route): string {
  const values = variables.map((name) => {
    const field = fieldOf(method.input, name);
    return field?.enum?.values[1]?.name ?? (field?.scalar === ScalarType.STRING ? 'x1' : '1');
  });
  return path.replace(/\*/g, () => values.shift() ?? '');
}

const failures: string[] = [];
let count = 0;
try {
  const edge = await listening();
  const methods = readContract('public.binpb').services.flatMap((service) => service.methods);
  for (const method of methods.filter((each) => !isClientStream(each))) {
    for (const route of routesOf(getOption(method, http))) {
      count += 1;
      called = undefined;
      const path = filled(method, route);
      const answer = await fetch(edge + path, {
        method: route.verb.toUpperCase(),
        ...(route.body && { body: '{}', headers: { 'content-type': 'application/json' } }),
      });
      await answer.arrayBuffer();
      const wanted = `/${method.parent.typeName}/${method.name}`;
      if (called === wanted && answer.ok) continue;
      failures.push(
        `${route.verb} ${path}: ${answer.status}, reached ${called ?? 'nothing'}, not ${nameOf(method)}`,
      );
    }
  }
} finally {
  child.kill();
  server.close();
  rmSync(folder, { recursive: true });
}
for (const failure of failures) console.log(failure);
console.log(`${count} routes`);
process.exitCode = failures.length > 0 || count === 0 ? 1 : 0;
