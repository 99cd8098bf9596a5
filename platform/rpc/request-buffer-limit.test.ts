import { connect } from 'node:http2';
import { createClient } from '@connectrpc/connect';
import t from 'tap';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { reasonOf } from '../errors.ts';
import { until } from '../testing/until.ts';
import { probe } from './conformance/probe.ts';
import { grpcServer } from './grpc-server.ts';
import { grpcTransport } from './grpc-transport.ts';
import { hosted } from './host.ts';
import { RequestBufferLimit } from './request-buffer-limit.ts';
import { maxRequestBytes } from './requests/max-request-bytes.ts';

t.test('the peer that holds most loses its largest and oldest request first', async (t) => {
  const requestBuffers = new RequestBufferLimit({ maxMs: 60_000, maxBytes: 100 });
  const stopped: string[] = [];
  const begin = (name: string, address: string, bytes: number) => {
    const stop = (reason: unknown) => stopped.push(`${name} ${reasonOf(reason)}`);
    const bufferedRequest = requestBuffers.begin({ stop }, address);
    bufferedRequest.hold(bytes);
    return bufferedRequest;
  };
  begin('a1', '192.0.2.1', 30);
  begin('a2', '192.0.2.1', 20);
  begin('a3', '192.0.2.1', 30);
  const fine = begin('b1', '192.0.2.2', 20);
  t.same(stopped, [], 'there is room');
  begin('b2', '192.0.2.2', 10);
  t.same(stopped.splice(0), ['a1 OVERLOADED']);
  begin('a4', '192.0.2.1', 45);
  t.same(stopped.splice(0), ['a4 OVERLOADED'], 'it may be the newest one');
  fine.end();
  begin('c1', '2001:db8::1', 30);
  begin('c2', '2001:db8::2', 31);
  t.same(stopped.splice(0), ['c2 OVERLOADED'], 'a /64 is one peer');
  t.equal(stopped.length, 0);
});

t.test('incomplete requests exclude nobody', async (t) => {
  const { impl } = probe();
  const unpacked = 64;
  const largest = maxRequestBytes(ProbeService.method.unary);
  const part = Buffer.concat([Buffer.from([0, 0, 1, 0, 0]), Buffer.alloc(50_000)]);
  const attacks = [
    { what: 'headers alone', bytes: Buffer.alloc(0), encoding: 'gzip', maxBytes: unpacked * largest },
    { what: 'one byte', bytes: Buffer.from([1]), encoding: 'gzip', maxBytes: unpacked * largest },
    { what: 'a part', bytes: part, encoding: 'identity', maxBytes: unpacked * part.length },
  ];
  for (const { what, bytes, encoding, maxBytes } of attacks) {
    const requestBuffers = { maxMs: 60_000, maxBytes };
    const listening = await grpcServer([hosted(ProbeService, impl)], { requestBuffers }).listen({
      bind: '127.0.0.1',
      port: 0,
    });
    const session = connect(`http://127.0.0.1:${listening.port}`);
    session.on('error', () => {});
    const transport = grpcTransport({ address: `127.0.0.1:${listening.port}` });
    t.teardown(async () => {
      session.destroy();
      transport.close();
      await listening.close({ graceMs: 100 });
    });
    let onRefused = 0;
    for (let stream = 0; stream < unpacked + 16; stream++) {
      const begun = session.request({
        ':method': 'POST',
        ':path': `/${ProbeService.typeName}/Unary`,
        'content-type': 'application/grpc',
        'grpc-encoding': encoding,
        te: 'trailers',
      });
      begun.on('error', () => {});
      begun.on('response', (answer) => (onRefused += answer['grpc-status'] === '8' ? 1 : 0));
      begun.resume().write(bytes);
    }
    if (bytes.length > 0) await until('the room to be full', () => onRefused === 16);
    const client = createClient(ProbeService, transport);
    for (let call = 0; call < 32; call++) await client.unary({ text: 'hello' });
    t.ok(onRefused <= 17, `${what}: every honest call is answered, ${onRefused} requests were turned out`);
  }
});
