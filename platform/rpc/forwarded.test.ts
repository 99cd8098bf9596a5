import { Client, credentials } from '@grpc/grpc-js';
import t from 'tap';
import { ProbeService, UnaryRequestSchema } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { systemClock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { messageBytes } from './encoded.ts';
import { forwarded } from './forwarded.ts';
import { grpcServer } from './grpc-server.ts';
import { fromGrpcStatus } from './grpc-status.ts';
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
