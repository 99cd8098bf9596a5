import t from 'tap';
import { password } from '../journeys/network.ts';
import { runEdge } from './running-edge.ts';

t.setTimeout(120_000);

t.test('the RetryInfo of a service is the retry-after of an HTTP/JSON answer', async (t) => {
  const edge = await runEdge(t, { env: { SKEIN_SIGN_UPS_PER_ADDRESS: '1' } });
  const signUp = (handle: string) =>
    edge.call({
      method: 'POST',
      path: '/v1/auth:signUp',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ handle, password }),
    });
  t.equal((await signUp('ada')).status, 200);
  const { status, headers, text } = await signUp('bob');
  t.equal(status, 429);
  const { details } = JSON.parse(text) as { details: { reason?: string; retryDelay?: string }[] };
  t.ok(
    details.some(({ reason }) => reason === 'RATE_LIMITED'),
    text,
  );
  const retryDelay = details.find((detail) => 'retryDelay' in detail)?.retryDelay;
  t.equal(headers['retry-after'], String(Math.ceil(Number.parseFloat(retryDelay!))), text);
  t.equal(headers['grpc-status-details-bin'], undefined);
});
