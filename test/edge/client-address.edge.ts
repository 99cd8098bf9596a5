import { createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import t from 'tap';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { reasonOf } from '../../platform/errors.ts';
import { password } from '../journeys/network.ts';
import { type RunningEdge, runEdge } from './running-edge.ts';

t.setTimeout(120_000);

const env = { SKEIN_SIGN_UPS_PER_ADDRESS: '2' };

/** Signs up with this x-forwarded-for. @returns the HTTP status */
async function signUp(edge: RunningEdge, handle: string, forwardedFor: string): Promise<number> {
  const { status } = await edge.call({
    method: 'POST',
    path: '/v1/auth:signUp',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': forwardedFor },
    body: JSON.stringify({ handle, password }),
  });
  return status;
}

t.test('a client does not choose its address, not even at the address of a trusted proxy', async (t) => {
  // As if the client were one of many trusted proxies.
  const edge = await runEdge(t, { env: { ...env, SKEIN_TRUSTED_PROXIES: '0.0.0.0/0' } });
  t.equal(await signUp(edge, 'ada', '192.0.2.1'), 200);
  t.equal(await signUp(edge, 'bob', '198.51.100.2, 127.0.0.1'), 200);
  t.equal(await signUp(edge, 'cyd', '203.0.113.3'), 429, 'three sign-ups of one address');
  const forged = { headers: { 'x-forwarded-for': '192.0.2.4' } };
  const connect = createConnectTransport({
    baseUrl: edge.url,
    httpVersion: '2',
    nodeOptions: { ca: edge.certificate },
  });
  for (const transport of [edge.grpc(), connect]) {
    const call = createClient(AuthService, transport).signUp({ handle: 'dan', password }, forged);
    t.equal(await call.then(() => 'OK', reasonOf), 'RATE_LIMITED');
  }
});

t.test('behind one proxy, the address is the one that the proxy reports', async (t) => {
  const edge = await runEdge(t, { env, values: { trustedHops: 1 } });
  t.equal(await signUp(edge, 'ada', '192.0.2.1, 198.51.100.1'), 200);
  t.equal(await signUp(edge, 'bob', '192.0.2.2, 198.51.100.1'), 200);
  t.equal(await signUp(edge, 'cyd', '192.0.2.3, 198.51.100.1'), 429, 'what the client wrote is ignored');
  t.equal(await signUp(edge, 'dan', '192.0.2.3, 203.0.113.9'), 200, 'another client of the proxy');
});
