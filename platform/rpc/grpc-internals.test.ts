import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Server } from '@grpc/grpc-js';
import { ResolvingLoadBalancer } from '@grpc/grpc-js/build/src/resolving-load-balancer.js';
import { BaseServerInterceptingCall } from '@grpc/grpc-js/build/src/server-interceptors.js';
import { Http2SubchannelCall } from '@grpc/grpc-js/build/src/subchannel-call.js';
import { Http2SubchannelConnector } from '@grpc/grpc-js/build/src/transport.js';
import t from 'tap';

/** The release whose private members the files below wrap. Read its changes to them before this is raised. */
const checkedVersion = '1.14.7';

const wrapped = [
  [Server, '_streamHandler', 3, 'grpc-refusal.ts, grpc-limits.ts, grpc-type.ts'],
  [Server, '_respondWithError', 2, 'grpc-unknown.ts'],
  [Server, 'createHttp2Server', 1, 'grpc-connections.ts'],
  [BaseServerInterceptingCall, 'decompressMessage', 2, 'grpc-wire.ts'],
  [BaseServerInterceptingCall, 'sendStatus', 1, 'grpc-wire.ts'],
  [Http2SubchannelCall, 'handleTrailers', 1, 'grpc-client-wire.ts'],
  [Http2SubchannelCall, 'endCall', 1, 'grpc-client-wire.ts'],
  [Http2SubchannelCall, 'outputStatus', 0, 'grpc-client-wire.ts'],
  [Http2SubchannelCall, 'maybeOutputStatus', 0, 'grpc-client-wire.ts'],
  [Http2SubchannelConnector, 'tcpConnect', 2, 'grpc-channel-lifetime.ts'],
  [ResolvingLoadBalancer, 'updateResolution', 0, 'grpc-channel-lifetime.ts'],
  [ResolvingLoadBalancer, 'handleResolverResult', 4, 'grpc-channel-lifetime.ts'],
] as const;

t.test(
  `the installed grpc-js is ${checkedVersion}, the release whose private members are used`,
  async (t) => {
    const installed = createRequire(import.meta.url).resolve('@grpc/grpc-js/package.json');
    const { version } = JSON.parse(readFileSync(installed, 'utf8')) as { version: string };
    t.equal(version, checkedVersion, 'a new release: compare the members below, then raise checkedVersion');
  },
);

t.test('every private member of grpc-js that is used exists and takes as many arguments', async (t) => {
  for (const [owner, name, parameters, users] of wrapped) {
    const member = (owner.prototype as unknown as Record<string, unknown>)[name];
    t.type(member, 'function', `${owner.name}.${name}, used in ${users}`);
    if (typeof member === 'function') t.equal(member.length, parameters, `${owner.name}.${name}`);
  }
});

t.test('a call of the server has the fields that its limits are set in', async (t) => {
  const text = BaseServerInterceptingCall.toString();
  for (const field of ['maxReceiveMessageSize', 'incomingEncoding', 'decoder', 'stream'])
    t.ok(text.includes(`this.${field}`), `BaseServerInterceptingCall.${field}, used in grpc-wire.ts`);
  const client = Http2SubchannelCall.toString();
  for (const field of [
    'finalStatus',
    'unpushedReadMessages',
    'isPushPending',
    'readsClosed',
    'http2Stream',
    'decoder',
    'transport',
    'internalError',
  ])
    t.ok(client.includes(`this.${field}`), `Http2SubchannelCall.${field}, used in grpc-client-wire.ts`);
});
