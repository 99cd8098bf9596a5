import t from 'tap';
import { crossOrigin } from '../../edge/cors.ts';
import { password } from '../journeys/network.ts';
import { runEdge } from './running-edge.ts';

t.setTimeout(120_000);

const allowed = 'https://app.example';
const foreign = 'https://foreign.example';
const getUser = '/skein.user.v1.UserService/GetUser';
/** A call by each protocol that pages speak. */
const protocols = {
  'HTTP/JSON': { method: 'GET', path: '/v1/handles/ada' },
  Connect: {
    method: 'POST',
    path: getUser,
    headers: { 'content-type': 'application/json' },
    body: '{"handle":"ada"}',
  },
  'gRPC-Web': {
    method: 'POST',
    path: getUser,
    headers: { 'content-type': 'application/grpc-web+proto' },
    // A message of 5 bytes: field 2, the handle.
    body: Buffer.from('0000000005' + '1203616461', 'hex'),
  },
};

t.test('pages of allowed origins may call, and others may not read an answer', async (t) => {
  const edge = await runEdge(t, { values: { allowedOrigins: [allowed] } });
  await edge.network.as().auth.signUp({ handle: 'ada', password });
  const received = async () =>
    (await edge.figure('cluster\\.front_grpc\\.external\\.upstream_rq_completed')) +
    (await edge.figure('cluster\\.front_http\\.external\\.upstream_rq_completed'));

  for (const [name, request] of Object.entries(protocols)) {
    await t.test(name, async (t) => {
      const { method, path } = request;
      const preflight = (origin: string) =>
        edge.call({
          method: 'OPTIONS',
          path,
          headers: {
            origin,
            'access-control-request-method': method,
            'access-control-request-headers': 'authorization,content-type,x-grpc-web',
          },
        });
      const call = (origin: string) =>
        edge.call({ ...request, headers: { ...('headers' in request && request.headers), origin } });

      const before = await received();
      const granted = await preflight(allowed);
      t.equal(granted.status, 200);
      t.match(granted.headers, {
        'access-control-allow-origin': allowed,
        'access-control-allow-methods': crossOrigin.methods,
        'access-control-allow-headers': crossOrigin.headers,
        'access-control-max-age': '7200',
      });
      t.equal(granted.headers['access-control-allow-credentials'], undefined, 'tokens are no cookies');
      t.equal(await received(), before, 'the edge answers a preflight');
      const answer = await call(allowed);
      t.equal(answer.status, 200);
      t.match(answer.text, 'ada');
      t.match(answer.headers, {
        'access-control-allow-origin': allowed,
        'access-control-expose-headers': crossOrigin.exposed,
      });

      const answered = await received();
      const denied = await preflight(foreign);
      t.equal(denied.headers['access-control-allow-origin'], undefined, `${denied.status}`);
      t.equal(await received(), answered, 'the edge answers it');
      const unread = await call(foreign);
      t.equal(unread.headers['access-control-allow-origin'], undefined);
      // Proxies and caches must not give one origin the answer of another.
      const forged = await edge.call({
        ...request,
        headers: { ...('headers' in request && request.headers), origin: `${allowed}.foreign.example` },
      });
      t.equal(forged.headers['access-control-allow-origin'], undefined, 'a longer name');
    });
  }

  await t.test('a refusal of the edge can be read by the page', async (t) => {
    const { status, headers, text } = await edge.call({ path: '/v1/account', headers: { origin: allowed } });
    t.equal(status, 401);
    t.equal(headers['access-control-allow-origin'], allowed);
    t.match(text, 'TOKEN_MISSING');
  });
});
