import { Code, ConnectError } from '@connectrpc/connect';
import t from 'tap';
import { readReasons } from '../docs/generate/reasons.ts';
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from '../gen/ts/google/rpc/error_details_pb.ts';
import { ReasonSchema } from '../gen/ts/skein/error/v1/reason_pb.ts';
import { DomainError, type ReasonName } from './domain-error.ts';
import { codeOfReason, fail, reasonOf, toConnectError } from './errors.ts';

t.test('every reason has exactly one canonical code, the one in its comment', async (t) => {
  for (const { name, code } of readReasons()) {
    if (name === 'UNSPECIFIED') continue;
    const canonical = (Code[codeOfReason[name as ReasonName]] as string)
      .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
      .toUpperCase();
    t.equal(canonical === 'CANCELED' ? 'CANCELLED' : canonical, code, name);
  }
  t.equal(Object.keys(codeOfReason).length, ReasonSchema.values.length - 1);
});

t.test('an error carries its reason, its field and its retry delay', async (t) => {
  const error = fail(Code.ResourceExhausted, 'RATE_LIMITED', 'too many sign-ins', {
    field: 'handle',
    metadata: { limit: '5' },
    retryAfterMs: 1_500,
  });
  t.equal(error.code, Code.ResourceExhausted);
  t.match(error.findDetails(ErrorInfoSchema), [
    { reason: 'RATE_LIMITED', domain: 'skein', metadata: { limit: '5' } },
  ]);
  t.match(error.findDetails(BadRequestSchema), [{ fieldViolations: [{ field: 'handle' }] }]);
  t.match(error.findDetails(RetryInfoSchema), [{ retryDelay: { seconds: 1n, nanos: 500_000_000 } }]);
  t.equal(reasonOf(error), 'RATE_LIMITED');
});

t.test('anything thrown becomes an error that a caller may see', async (t) => {
  const cause = new Error('connection string with a password');
  const cases: [unknown, Code, ReasonName, string][] = [
    [
      new DomainError('HANDLE_TAKEN', 'taken', { field: 'handle' }),
      Code.AlreadyExists,
      'HANDLE_TAKEN',
      'taken',
    ],
    [new DOMException('x', 'AbortError'), Code.Canceled, 'CANCELLED', 'the caller gave up'],
    [
      new DOMException('x', 'TimeoutError'),
      Code.DeadlineExceeded,
      'DEADLINE_EXCEEDED',
      'the deadline passed',
    ],
    [cause, Code.Internal, 'INTERNAL', 'internal error'],
    ['a string', Code.Internal, 'INTERNAL', 'internal error'],
  ];
  for (const [thrown, code, reason, message] of cases) {
    const error = toConnectError(thrown);
    t.same([error.code, reasonOf(error), error.rawMessage], [code, reason, message]);
    t.equal(error.cause, thrown);
  }
  const own = new ConnectError('as it is', Code.DataLoss);
  t.equal(toConnectError(own), own);
  t.equal(reasonOf(own), undefined);
  t.equal(reasonOf(new DomainError('BLOCKED', 'blocked')), 'BLOCKED');
});
