import { createClient } from '@connectrpc/connect';
import t from 'tap';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { until } from '../testing/until.ts';
import { deafText, probe } from './conformance/probe.ts';
import { grpcServer } from './grpc-server.ts';
import { grpcTransport } from './grpc-transport.ts';
import { hosted } from './host.ts';

t.test('callers who leave do not end the calls of others on a shared connection', async (t) => {
  const { impl, witness } = probe();
  const listening = await grpcServer([hosted(ProbeService, impl)]).listen({ bind: '127.0.0.1', port: 0 });
  const transport = grpcTransport({ address: `127.0.0.1:${listening.port}` });
  t.teardown(async () => {
    transport.close();
    await listening.close({ graceMs: 100 });
  });
  const client = createClient(ProbeService, transport);
  const stays = client.unary({ text: deafText });
  stays.catch(() => {});
  await until('the call that stays', () => witness.started === 1);
  for (let round = 0; round < 3; round++) {
    const started = witness.started;
    const leave = new AbortController();
    const calls = Array.from({ length: 500 }, () =>
      client.unary({ behavior: { hang: true } }, { signal: leave.signal }),
    );
    const ends = Promise.allSettled(calls);
    await until('the calls to arrive', () => witness.started === started + 500);
    leave.abort();
    await ends;
    await until('the server to see them leave', () => witness.aborted.length === (round + 1) * 500);
  }
  witness.release();
  t.equal((await stays).text, deafText);
});
