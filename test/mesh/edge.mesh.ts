import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { credentials, status } from '@grpc/grpc-js';
import t from 'tap';
import { hostOf } from '../../edge/envoy/clusters.ts';
import { prod } from '../../edge/envoy/values/prod.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { placeFrom } from '../../mesh/engines/place.ts';
import { pathOf } from '../../mesh/manifests/callers.ts';
import { frontGrpcPort, httpPort } from '../../mesh/manifests/names.ts';
import { openTestbed } from '../../mesh/testbed/open.ts';
import { rawClient } from './identities.ts';
import { standIn } from './stand-in.ts';

/*
 * The edge's Envoy has a sidecar, which chooses a service by the host of a call. Here calls have the hosts that the edge sends.
 */

const bed = await openTestbed(placeFrom(process.env));
const podOf = (app: string) => bed.pods.find((pod) => pod.app === app)!;
const front = podOf('front');
const { outbound } = podOf('edge');
const publicName = prod.domains[0]!;

t.test('gRPC calls of clients, and the health check', async (t) => {
  const stand = await standIn({ ...front, serves: front.serves.filter(({ name }) => name === 'grpc') });
  t.teardown(() => stand.close());
  for (const host of [publicName, `${publicName}:8443`, hostOf(prod.front.grpc)]) {
    const client = rawClient(`${outbound}:${frontGrpcPort}`, credentials.createInsecure(), host);
    const { code, message } = await client.call(pathOf(AuthService.method.signIn));
    client.close();
    t.equal(code, status.UNIMPLEMENTED, `${host}: ${message}`);
  }
});

t.test('HTTP requests of clients, the health check and the request for keys', async (t) => {
  const seen: (string | undefined)[] = [];
  const server = createServer(({ headers }, response) => {
    seen.push(headers.host);
    response.end();
  });
  const [host, port] = front.serves.find(({ name }) => name === 'http')!.process.split(':');
  server.listen(Number(port), host);
  await once(server, 'listening');
  t.teardown(() => server.close());
  const hosts = [publicName, `${publicName}:8443`, hostOf(prod.front.http)];
  for (const host of hosts) t.equal(await statusOf(host), 200, host);
  t.strictSame(seen, hosts, 'the front sees the name that the client used');
});

/** The status of a request through the edge's sidecar. */
async function statusOf(host: string): Promise<number> {
  const sent = request({ host: outbound, port: httpPort, path: '/', headers: { host }, agent: false }).end();
  const [answer] = await once(sent, 'response');
  answer.resume();
  return answer.statusCode;
}
