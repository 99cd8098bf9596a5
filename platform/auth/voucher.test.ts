import { createContextValues } from '@connectrpc/connect';
import t from 'tap';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import type { Call } from '../rpc/call.ts';
import { callerKey } from './caller.ts';
import { vouchedCaller, vouchers } from './voucher.ts';

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

t.test('a service vouches for the user of the call that it works for, and names itself', async (t) => {
  const values = vouchers('timeline').valuesFor(callOf('u1'));
  t.same(vouchedCaller({ values }), {
    userId: 'u1',
    role: 'moderator',
    address: '127.0.0.1',
    service: 'timeline',
  });
});

t.test('of its own accord it vouches for itself alone', async (t) => {
  const values = vouchers('timeline').valuesFor(undefined);
  t.same(vouchedCaller({ values }), { role: 'user', address: '', service: 'timeline' });
});

t.test('nobody is vouched for in a call from outside', async (t) => {
  t.equal(vouchedCaller({ values: createContextValues() }), undefined);
});
