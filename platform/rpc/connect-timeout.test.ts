import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { connectHandler } from './connect-server.ts';
import { hosted } from './host.ts';

t.test('a timeout longer than a timer can hold is capped', async (t) => {
  const left: (number | undefined)[] = [];
  const unary = (_: unknown, context: { timeoutMs(): number | undefined }) => {
    left.push(context.timeoutMs());
    return { text: 'fine' };
  };
  const http = createServer(connectHandler([hosted(ProbeService, { unary })]));
  await new Promise<void>((up) => http.listen(0, '127.0.0.1', up));
  t.teardown(() => http.close());
  const warnings: Error[] = [];
  const hear = (warning: Error) => warnings.push(warning);
  process.on('warning', hear);
  t.teardown(() => process.off('warning', hear));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/${ProbeService.typeName}/Unary`;
  const calls: Record<string, string>[] = [
    { 'content-type': 'application/json', 'connect-timeout-ms': '4294967296' },
    { 'content-type': 'application/grpc-web+json', 'grpc-timeout': '99999999H' },
  ];
  for (const headers of calls) {
    const json = headers['content-type'] === 'application/json';
    const answer = await fetch(url, { method: 'POST', headers, body: json ? '{}' : '\0\0\0\0\x02{}' });
    t.match(await answer.text(), /fine/);
  }
  t.ok(
    left.every((ms) => ms !== undefined && ms > 2 ** 30),
    left.join(' '),
  );
  t.same(warnings, []);
});
