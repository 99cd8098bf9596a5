import { once } from 'node:events';
import { create, createFileRegistry, setExtension } from '@bufbuild/protobuf';
import {
  DescriptorProtoSchema,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  MethodOptionsSchema,
  ServiceDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';
import { Code, createClient, createHandlerContext, type HandlerContext } from '@connectrpc/connect';
import t from 'tap';
import { Access, access } from '../../gen/ts/skein/options/v1/options_pb.ts';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { testClock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { inProcessTransport } from '../rpc/in-process.ts';
import { type HandlerCall, intercept } from '../rpc/intercept.ts';
import { domainErrorLike } from '../testing/domain-error-like.ts';
import { until, untilStill } from '../testing/until.ts';
import { allow, checkAccessDeclared } from './access.ts';
import { accessTokenIssuer, accessTokenVerifier } from './access-tokens.ts';
import { authenticate } from './authenticate.ts';
import { callerOf, type Role, requireUser } from './caller.ts';
import { inProcessIdentity } from './in-process-identity.ts';
import { generateKey, keyRing, parseKey } from './keys.ts';
import { serviceTokenSource, serviceTokenVerifier } from './service-tokens.ts';
import { cachedSessionGate } from './session-gate.ts';

type Method = keyof typeof ProbeService.method;

async function fixture() {
  const clock = testClock();
  const ring = keyRing([parseKey(await generateKey(clock.nowMs()))]);
  const issuer = accessTokenIssuer({ ring, clock, ttlMs: 900_000 });
  const living = new Map<string, Role>([['s1', 'user']]);
  let lookups = 0;
  const sessions = cachedSessionGate(
    async ({ sessionId }) => {
      lookups++;
      const role = living.get(sessionId);
      return role && { role };
    },
    { ttlMs: 5000, clock },
  );
  const interceptor = authenticate({
    access: accessTokenVerifier({ keys: ring, clock, skewMs: 500 }),
    services: serviceTokenVerifier({ keys: ring, clock, skewMs: 500 }),
    sessions,
    clock,
    mayCall: (service) => service === 'timeline',
    addressOf: () => '192.0.2.7',
  });
  const begin = (method: Method, header: Record<string, string> = {}) => {
    const context = createHandlerContext({
      service: ProbeService,
      method: ProbeService.method[method],
      protocolName: 'grpc',
      requestMethod: 'POST',
      url: '/',
      requestHeader: header,
    });
    const call: HandlerCall = { method: context.method, context, requestId: 'r' };
    return { context: context as HandlerContext, outcome: interceptor(call) };
  };
  const call = async (method: Method, header?: Record<string, string>) => {
    const { context, outcome } = begin(method, header);
    await outcome;
    return callerOf(context);
  };
  return {
    clock,
    interceptor,
    living,
    sessions,
    begin,
    call,
    lookups: () => lookups,
    user: async (role: Role = 'user', sessionId = 's1', generation = 0) => {
      const { token } = await issuer.issue({ userId: 'u1', sessionId, role, generation });
      return { authorization: `Bearer ${token}` };
    },
    service: async (service = 'timeline') => ({
      'x-skein-service': `Bearer ${await serviceTokenSource({ service, ring, clock }).token()}`,
    }),
  };
}

t.test('an open call accepts a valid token or none, but no invalid one', async (t) => {
  const { call, user, clock, living } = await fixture();
  t.strictSame(await call('unary'), { role: 'user', address: '192.0.2.7' });
  living.set('s1', 'moderator');
  const header = await user('moderator');
  t.strictSame(await call('unary', header), {
    role: 'moderator',
    address: '192.0.2.7',
    userId: 'u1',
    sessionId: 's1',
    generation: 0,
    token: header.authorization.slice('Bearer '.length),
    expiresAtMs: clock.nowMs() + 900_000,
  });
  for (const authorization of ['Bearer x', 'Bearer', 'Basic dXNlcjpwYXNz', 'x']) {
    await t.rejects(call('unary', { authorization }), domainErrorLike('TOKEN_INVALID'), authorization);
  }
  await t.rejects(call('unary', { 'x-skein-service': 'Bearer x' }), domainErrorLike('TOKEN_INVALID'));
  clock.advance(901_000);
  await t.rejects(call('unary', header), domainErrorLike('TOKEN_EXPIRED'));
});

t.test('every other call needs a signed token', async (t) => {
  const { call, user, service, begin } = await fixture();
  await t.rejects(call('userOnly'), domainErrorLike('TOKEN_MISSING'));
  await t.rejects(
    call('userOnly', await service()),
    domainErrorLike('TOKEN_MISSING'),
    'a service is no user',
  );
  t.match(await call('userOnly', await user()), { userId: 'u1' });

  const { context, outcome } = begin('userOnly', await user());
  t.throws(() => requireUser(context), domainErrorLike('TOKEN_MISSING'), 'anonymous before authentication');
  await outcome;
  t.match(requireUser(context), { userId: 'u1', sessionId: 's1' });
});

t.test('roles grant their RPCs', async (t) => {
  const { call, user, living } = await fixture();
  living.set('s2', 'moderator').set('s3', 'operator');
  await t.rejects(call('operatorOnly'), domainErrorLike('TOKEN_MISSING'));
  await t.rejects(
    call('operatorOnly', await user()),
    domainErrorLike('ROLE_REQUIRED', { metadata: { role: 'operator' } }),
  );
  await t.rejects(call('operatorOnly', await user('moderator', 's2')), domainErrorLike('ROLE_REQUIRED'));
  t.match(await call('operatorOnly', await user('operator', 's3')), { role: 'operator' });

  const moderated = methodWith(Access.MODERATOR);
  const caller = (role: Role) => ({ role, userId: 'u1', address: '' });
  t.throws(() => allow(moderated, caller('user')), domainErrorLike('ROLE_REQUIRED'));
  t.throws(() => allow(moderated, { role: 'operator', address: '' }), domainErrorLike('TOKEN_MISSING'));
  t.doesNotThrow(() => allow(moderated, caller('moderator')));
  t.doesNotThrow(() => allow(moderated, caller('operator')));
});

t.test("the role is the user's current one, not the token's", async (t) => {
  const { call, user, living, clock, sessions } = await fixture();
  living.set('s1', 'operator');
  const asOperator = await user('operator');
  const asUser = await user('user');
  t.match(await call('operatorOnly', asUser), { role: 'operator' }, 'granted after the token was made');
  living.set('s1', 'user');
  sessions.roleChanged('u1');
  await t.rejects(
    call('operatorOnly', asOperator),
    domainErrorLike('ROLE_REQUIRED'),
    'changed here: at once',
  );
  t.match(await call('userOnly', asOperator), { role: 'user' });
  living.set('s1', 'operator');
  await t.rejects(call('operatorOnly', asOperator), domainErrorLike('ROLE_REQUIRED'), 'changed elsewhere');
  clock.advance(5000);
  t.match(await call('operatorOnly', asOperator), { role: 'operator' }, 'within the ttl');
});

t.test("internal calls need a service's own token, beside the user's or without one", async (t) => {
  const { call, user, service } = await fixture();
  await t.rejects(call('serviceOnly'), domainErrorLike('SERVICE_REQUIRED'));
  await t.rejects(call('serviceOnly', await user('operator')), domainErrorLike('SERVICE_REQUIRED'));
  t.strictSame(await call('serviceOnly', await service()), {
    role: 'user',
    address: '192.0.2.7',
    service: 'timeline',
  });
  t.match(await call('serviceOnly', { ...(await user()), ...(await service()) }), {
    service: 'timeline',
    userId: 'u1',
  });
  await t.rejects(
    call('serviceOnly', { authorization: 'Bearer x', ...(await service()) }),
    domainErrorLike('TOKEN_INVALID'),
    "the user's token is checked as well",
  );
  const { authorization } = await user();
  await t.rejects(
    call('serviceOnly', { 'x-skein-service': authorization }),
    domainErrorLike('TOKEN_INVALID'),
    'a user token is no service token',
  );
});

t.test('a service may make only the calls that it declares, by token or within the process', async (t) => {
  const { call, user, service, interceptor } = await fixture();
  const stranger = await service('nosuchservice');
  for (const method of ['serviceOnly', 'userOnly', 'unary'] as const) {
    await t.rejects(
      call(method, stranger),
      domainErrorLike('SERVICE_NOT_ALLOWED'),
      `${method}, however open`,
    );
    await t.rejects(call(method, { ...(await user()), ...stranger }), domainErrorLike('SERVICE_NOT_ALLOWED'));
  }
  const within = (name: string) =>
    interceptor({
      method: ProbeService.method.serviceOnly,
      context: { values: inProcessIdentity(name).valuesFor(undefined) } as HandlerContext,
      requestId: 'r',
    });
  t.throws(() => within('graph'), domainErrorLike('SERVICE_NOT_ALLOWED'));
  t.equal(within('timeline'), undefined);
});

t.test('a call with cached tokens and session does not wait', async (t) => {
  const { begin, user, service, lookups } = await fixture();
  const header = { ...(await user()), ...(await service()) };
  const first = begin('userOnly', header);
  t.ok(first.outcome instanceof Promise);
  await first.outcome;
  const second = begin('userOnly', header);
  t.equal(second.outcome, undefined);
  t.match(callerOf(second.context), { userId: 'u1', service: 'timeline' });
  t.equal(lookups(), 1);
});

t.test('a refused service token leaves no unhandled rejection', async (t) => {
  const { begin, service, clock } = await fixture();
  const expiring = await service();
  await begin('serviceOnly', expiring).outcome;
  clock.advance(600_000);
  t.throws(
    () => begin('serviceOnly', { authorization: 'Bearer broken', ...expiring }),
    domainErrorLike('TOKEN_EXPIRED'),
  );
  // tap fails the test for an unhandled rejection.
  await new Promise((resolve) => setImmediate(resolve));
});

t.test('a signed-out session is refused, whatever its token says', async (t) => {
  const { call, user, sessions, living, lookups, clock, begin } = await fixture();
  const header = await user();
  await call('userOnly', header);
  living.delete('s1');
  t.equal(begin('userOnly', header).outcome, undefined, 'known to live for a while');
  clock.advance(5000);
  await t.rejects(
    call('userOnly', header),
    domainErrorLike('SESSION_REVOKED'),
    'seen elsewhere, it ends here within the ttl',
  );
  living.set('s1', 'user');
  await call('userOnly', header);
  t.equal(lookups(), 3, 'a no is not remembered: a replica may be behind');

  sessions.revoked('s1');
  t.throws(() => begin('userOnly', header), domainErrorLike('SESSION_REVOKED'), 'notified directly, at once');
  clock.advance(60_000);
  t.throws(
    () => begin('unary', header),
    domainErrorLike('SESSION_REVOKED'),
    'and for good, on open calls too',
  );
  t.equal(lookups(), 3);
});

t.test("a caller gets the contract's error, and the handler gets the caller", async (t) => {
  const { interceptor, user } = await fixture();
  const impl = intercept(
    ProbeService,
    { userOnly: (_: unknown, context: HandlerContext) => ({ userId: requireUser(context).userId }) } as never,
    [interceptor],
  );
  const client = createClient(ProbeService, inProcessTransport([{ service: ProbeService, impl }]));
  const error = await client.userOnly({}).catch((reason: unknown) => reason);
  t.match(error, { code: Code.Unauthenticated });
  t.equal(reasonOf(error), 'TOKEN_MISSING');
  t.equal((await client.userOnly({}, { headers: await user() })).userId, 'u1');
});

t.test('a server does not start with RPCs without an access option', async (t) => {
  t.doesNotThrow(() => checkAccessDeclared([ProbeService]));
  const silent = methodWith(Access.UNSPECIFIED);
  t.throws(() => checkAccessDeclared([ProbeService, silent.parent]), {
    message: 'these RPCs do not declare skein.options.v1.access: test.Moderation/Remove',
  });
  t.throws(
    () => checkAccessDeclared([methodWith(99 as Access).parent]),
    /test.Moderation\/Remove/,
    'nor with an unknown one',
  );
  t.throws(() => allow(silent, { role: 'operator', userId: 'u', address: '' }), /does not declare/);
});

t.test('an open stream ends with its token, its session, or its permission', async (t) => {
  const opened = async (method: 'serverStream' | 'operatorStream', role: Role = 'user') => {
    const made = await fixture();
    made.living.set('s1', role);
    let context: HandlerContext | undefined;
    const stream = async function* (_: unknown, of: HandlerContext) {
      context = of;
      yield {};
      await once(of.signal, 'abort');
    };
    const impl = intercept(ProbeService, { [method]: stream } as never, [made.interceptor]);
    const client = createClient(ProbeService, inProcessTransport([{ service: ProbeService, impl }]));
    const messages = client[method]({}, { headers: await made.user(role) })[Symbol.asyncIterator]();
    await messages.next();
    const ended = messages.next().then(() => 'ended', reasonOf);
    return { ...made, ended, role: () => callerOf(context!).role };
  };

  const signedOut = await opened('serverStream');
  signedOut.sessions.revoked('s1');
  t.equal(await signedOut.ended, 'SESSION_REVOKED', 'here at once');

  const elsewhere = await opened('serverStream');
  elsewhere.living.delete('s1');
  elsewhere.clock.advance(5000);
  t.equal(await elsewhere.ended, 'SESSION_REVOKED', 'elsewhere within the ttl');

  const expired = await opened('serverStream');
  expired.clock.advance(900_000);
  t.equal(await expired.ended, 'TOKEN_EXPIRED');
  await untilStill('the look under way', () => expired.lookups());
  t.equal(expired.clock.pending(), 0, 'nothing is left of it');

  const stepped = await opened('serverStream');
  stepped.clock.step(stepped.clock.nowMs() + 900_000);
  stepped.clock.advance(5000);
  t.equal(await stepped.ended, 'TOKEN_EXPIRED', 'whatever the timers say');

  const demoted = await opened('operatorStream', 'operator');
  demoted.living.set('s1', 'moderator');
  demoted.sessions.roleChanged('u1');
  t.equal(await demoted.ended, 'ROLE_REQUIRED');

  const promoted = await opened('serverStream');
  promoted.living.set('s1', 'moderator');
  promoted.clock.advance(5000);
  await until('what it does for its caller to be in the role of now', () => promoted.role() === 'moderator');
});

/** An RPC with the given access option, for options that the probe service does not use. */
function methodWith(value: Access) {
  const options = create(MethodOptionsSchema);
  if (value !== Access.UNSPECIFIED) setExtension(options, access, value);
  const service = create(ServiceDescriptorProtoSchema, {
    name: 'Moderation',
    method: [{ name: 'Remove', inputType: '.test.Empty', outputType: '.test.Empty', options }],
  });
  const messageType = [create(DescriptorProtoSchema, { name: 'Empty' })];
  const file = [
    create(FileDescriptorProtoSchema, {
      name: 'test.proto',
      package: 'test',
      syntax: 'proto3',
      messageType,
      service: [service],
    }),
  ];
  return createFileRegistry(create(FileDescriptorSetSchema, { file })).getService('test.Moderation')!
    .methods[0]!;
}
