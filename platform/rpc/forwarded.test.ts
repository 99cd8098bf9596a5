import { Client, credentials } from '@grpc/grpc-js';
import t from 'tap';
import { ProbeService, UnaryRequestSchema } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { systemClock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { probe } from './conformance/probe.ts';
import { messageBytes } from './encoded.ts';
import { forwarded } from './forwarded.ts';
import { grpcServer } from './grpc-server.ts';
import { fromGrpcStatus } from './grpc-status.ts';
import { grpcTransport } from './grpc-transport.ts';
import { hosted } from './host.ts';
import { emptyMetadata } from './metadata.ts';
import { asTransport } from './transport.ts';

t.test('a request is forwarded unchanged after it is counted', async (t) => {
  const passed: Uint8Array[] = [];
  const undecoded = asTransport({
    async unary(_method, _signal, _timeoutMs, _header, input) {
      passed.push(messageBytes(UnaryRequestSchema, input));
      return { message: {}, header: new Headers(), trailer: new Headers() };
    },
    stream: () => Promise.reject(new Error('no stream is opened')),
  });
  const front = forwarded(
    ProbeService,
    { undecoded },
    {
      headers: () => ({}),
      timers: systemClock,
      takeMs: 1_000,
    },
  );
  const { port, close } = await grpcServer([front]).listen({ bind: '127.0.0.1', port: 0 });
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  t.teardown(async () => {
    client.close();
    await close({ graceMs: 0 });
  });
  const call = (bytes: Buffer) =>
    new Promise<string | undefined>((resolve) => {
      const asIs = (value: Buffer): Buffer => value;
      client.makeUnaryRequest(`/${ProbeService.typeName}/Unary`, asIs, asIs, bytes, (error) =>
        resolve(error === null ? undefined : reasonOf(fromGrpcStatus(error))),
      );
    });
  // A text, and a field of a newer client that the service behind may know.
  const newer = Buffer.from([0x12, 1, 0x41, 0xc2, 0x3e, 2, 0x42, 0x43]);
  t.equal(await call(newer), undefined);
  t.same(passed, [newer]);
  t.equal(await call(Buffer.from('x\x01'.repeat(20_000), 'latin1')), 'MESSAGE_MALFORMED');
  t.equal(passed.length, 1, 'what is refused is not passed on');
});

t.test(
  'an error that a service gives a retry delay is passed on with one, and the front goes on',
  async (t) => {
    const refusing = grpcServer([hosted(ProbeService, probe().impl)], { admit: () => 1_500 });
    const behind = await refusing.listen({ bind: '127.0.0.1', port: 0 });
    const transport = grpcTransport({ address: `127.0.0.1:${behind.port}` });
    const front = forwarded(ProbeService, transport, {
      headers: () => ({}),
      timers: systemClock,
      takeMs: 1_000,
    });
    const served = await grpcServer([front]).listen({ bind: '127.0.0.1', port: 0 });
    const client = new Client(`127.0.0.1:${served.port}`, credentials.createInsecure());
    t.teardown(async () => {
      client.close();
      transport.close();
      await served.close({ graceMs: 0 });
      await behind.close({ graceMs: 0 });
    });
    const delays = () =>
      new Promise((resolve) => {
        const asIs = (value: Buffer): Buffer => value;
        client.makeUnaryRequest(`/${ProbeService.typeName}/Unary`, asIs, asIs, Buffer.alloc(0), (error) =>
          resolve(error?.metadata.get('retry-after')),
        );
      });
    t.strictSame(await delays(), ['2']);
    t.strictSame(await delays(), ['2']);
  },
);

t.test('values of one header are one line, because HTTP/2 refuses some headers with several', async (t) => {
  const metadata = emptyMetadata();
  for (const value of ['1', '2']) metadata.add('retry-after', value);
  t.equal(metadata.toHttp2Headers()['retry-after'], '1, 2');
  t.equal(metadata.clone().toHttp2Headers()['retry-after'], '1, 2');
});
