import t from 'tap';
import { SearchService } from '../../gen/ts/skein/search/v1/search_service_pb.ts';
import { systemClock } from '../../platform/clock.ts';
import { timeoutsOf } from '../../platform/rpc/method-options.ts';
import { fakeFront } from './fake-front.ts';
import { startEdge } from './running-edge.ts';

t.setTimeout(120_000);

t.test('a call takes as many of the calls of an address as its RPC costs, by every door', async (t) => {
  const signIn = '/skein.user.v1.AuthService/SignIn';
  const doors = { 'HTTP/JSON': '/v1/auth:signIn', Connect: signIn };
  for (const [door, path] of Object.entries(doors)) {
    const fake = await fakeFront(t);
    // Three sign-ins cost 60. The bucket is not filled again during the test.
    const edge = await startEdge(t, { front: fake.front, callsPerAddress: { burst: 50, perSecond: 1 } });
    const post = () =>
      edge.call({ method: 'POST', path, headers: { 'content-type': 'application/json' }, body: '{}' });
    const read = () => edge.call({ path: '/v1/handles/ada' });
    t.strictSame([(await post()).status, (await post()).status], [200, 200], door);
    const refused = await post();
    t.equal(refused.status, 429, `the third by ${door}`);
    t.match(refused.text, 'RATE_LIMITED');
    t.equal((await read()).status, 200, 'a call that costs one has room');
    const reads = await Promise.all(Array.from({ length: 30 }, read));
    t.ok(
      reads.some((answer) => answer.status === 429),
      'it is counted too',
    );
  }
});

t.test('a call ends after the deadline of its RPC, or after a shorter one of the caller', async (t) => {
  const { maxMs } = timeoutsOf(SearchService.method.typeahead)!;
  t.ok(maxMs < 10_000, 'the contract shortens it');
  const fake = await fakeFront(t);
  const edge = await startEdge(t, { front: fake.front });
  // Without an answer.
  fake.answer = () => {};
  const ends = async (headers: Record<string, string>, fromMs: number) => {
    const startMs = systemClock.monotonicMs();
    const { status, text } = await edge.call({ path: '/v1/search:typeahead?prefix=a', headers });
    const tookMs = systemClock.monotonicMs() - startMs;
    t.equal(status, 504);
    t.match(text, 'DEADLINE_EXCEEDED');
    t.ok(tookMs > fromMs && tookMs < fromMs + 15_000, `${tookMs} ms`);
  };
  // The service has the time to say so itself.
  await Promise.all([
    ends({}, maxMs),
    ends({ 'grpc-timeout': '900S' }, maxMs),
    ends({ 'grpc-timeout': '500m' }, 450),
  ]);
});
