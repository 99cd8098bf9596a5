import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createClient } from '@connectrpc/connect';
import t from 'tap';
import { skein } from '../../clients/cli/testing/skein.ts';
import {
  Health,
  type HealthCheckResponse_ServingStatus as ServingStatus,
  HealthCheckResponse_ServingStatusSchema as ServingStatusSchema,
} from '../../gen/ts/grpc/health/v1/health_pb.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { until } from '../../platform/testing/until.ts';
import { frontOf } from './front.ts';
import { runNetwork } from './network.ts';

/** A proxy to the processes of a service: it can be cut, stall, and be restored. */
async function way(to: string) {
  const [host, port] = to.split(':') as [string, string];
  const sockets = new Set<Socket>();
  const state = { stuck: false };
  const server = createServer((near) => {
    const far = connect(Number(port), host);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    near.on('data', (bytes) => state.stuck || far.write(bytes));
    far.pipe(near);
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const own = await listen(0);
  return {
    address: `ipv4:127.0.0.1:${own}`,
    state,
    cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    mend: () => listen(own),
  };
}

t.test(
  'a service without an answering process is reported at the front, which continues for the others',
  async (t) => {
    const network = await runNetwork(t.testdir());
    t.teardown(() => network.close());
    const toPosts = await way(network.grpcAddress);
    const posts = grpcTransport({ address: toPosts.address, balance: true, dependency: true });
    const front = await frontOf(network, {}, { post: posts });
    const channel = grpcTransport({ address: front.grpcAddress });
    const watching = new AbortController();
    t.teardown(async () => {
      watching.abort();
      channel.close();
      await front.close();
      posts.close();
      toPosts.cut();
    });
    const health = createClient(Health, channel);
    const nameOf = (status: ServingStatus) => ServingStatusSchema.value[status]!.name;
    const statusOf = async (service: string) => nameOf((await health.check({ service })).status);
    const ready = async () => {
      const response = await fetch(`${front.httpUrl}/readyz`);
      return `${response.status} ${await response.text()}`;
    };
    const untilReported = (what: string, answer: string) =>
      until(what, async () => (await ready()) === answer, 20_000);
    const [allWell, withoutPosts] = ['200 ready\n', '200 ready\npost does not answer\n'];
    const seen: string[] = [];
    const doctor = skein({
      SKEIN_CONFIG_DIR: t.testdir(),
      SKEIN_DATA_DIR: '/nonexistent',
      SKEIN_GRPC_PORT: front.grpcAddress.split(':')[1]!,
      SKEIN_HTTP_PORT: front.httpUrl.split(':')[2]!,
    });

    await untilReported('that all is well', allWell);
    // Only now, because during the start of a busy machine the first check may come too early.
    const watched = (async () => {
      const watch = health.watch({ service: 'skein.post.v1.PostService' }, { signal: watching.signal });
      for await (const { status } of watch) seen.push(nameOf(status));
    })().catch(() => {});
    t.equal(await statusOf('skein.post.v1.PostService'), 'SERVING');
    t.match(await doctor.run(['doctor']), { code: 0, out: /^ok {4}grpc .* is SERVING$/m });

    toPosts.cut();
    await untilReported('the end of post', withoutPosts);
    t.equal(await statusOf('skein.post.v1.PostService'), 'NOT_SERVING');
    t.equal(await statusOf('skein.user.v1.UserService'), 'SERVING');
    t.equal(await statusOf(''), 'SERVING', 'calls of other services end well here');
    const found = await doctor.run(['doctor']);
    t.match(found, { code: 6, out: /^FAIL {2}service post does not answer: skein\.post\.v1\.PostService$/m });
    t.match(found.out, /^ok {4}http .*\/readyz: ready$/m);
    t.equal(found.out.match(/FAIL/g)?.length, 1);

    await toPosts.mend();
    await untilReported('its return', allWell);

    toPosts.state.stuck = true;
    await untilReported('that it hangs', withoutPosts);
    const beganMs = performance.now();
    t.match(await doctor.run(['doctor']), { code: 6, out: /post does not answer/ });
    t.ok(performance.now() - beganMs < 15_000, 'and no other call hangs');
    await until('watchers to receive it', () => seen.length >= 4);
    t.strictSame(seen.slice(0, 4), ['SERVING', 'NOT_SERVING', 'SERVING', 'NOT_SERVING']);

    await network.close();
    await until('an answer from none', async () =>
      (await ready()).startsWith('503 not ready\nuser does not answer\n'),
    );
    t.equal(await statusOf(''), 'NOT_SERVING');
    watching.abort();
    await watched;
  },
);
