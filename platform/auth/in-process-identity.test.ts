import { createContextValues } from '@connectrpc/connect';
import t from 'tap';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import type { Call } from '../rpc/call.ts';
import { callerKey } from './caller.ts';
import { inProcessCaller, inProcessIdentity } from './in-process-identity.ts';

function callOf(userId: string): Call {
  const values = createContextValues().set(callerKey, { userId, role: 'moderator', address: '127.0.0.1' });
  return {
    requestId: 'r',
    method: ProbeService.method.unary,
    signal: AbortSignal.any([]),
    stopSignal: AbortSignal.any([]),
    timeoutMs: () => undefined,
    values,
    userToken: undefined,
  };
}

t.test("a call of a service carries the user of its current call, and the service's name", async (t) => {
  const values = inProcessIdentity('timeline').valuesFor(callOf('u1'));
  t.same(inProcessCaller({ values }), {
    userId: 'u1',
    role: 'moderator',
    address: '127.0.0.1',
    service: 'timeline',
  });
});

t.test("a call of a service's own accord carries the service alone", async (t) => {
  const values = inProcessIdentity('timeline').valuesFor(undefined);
  t.same(inProcessCaller({ values }), { role: 'user', address: '', service: 'timeline' });
});

t.test('a call from outside carries no in-process identity', async (t) => {
  t.equal(inProcessCaller({ values: createContextValues() }), undefined);
});
