import type { Test } from 'tap';
import { UserChanged_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import type { TestHost } from '../../../platform/testing/test-host.ts';
import { servedUser } from '../../../test/harness/served-user.ts';
import { PASSWORD, signedIn } from './people.ts';

/** Simulates a process that ends after a change and before it finishes its claim. The caller then repeats the change. */
export async function redoSuite(t: Test, testHost: TestHost): Promise<void> {
  await t.test(
    'a change from before a crash is not made twice, and a repeat has the same answer',
    async (t) => {
      let crashing = false;
      const aroundClaims = (own: ClaimStore): ClaimStore => ({
        ...own,
        finish: (scope, response) =>
          crashing ? Promise.reject(new Error('the process died here')) : own.finish(scope, response),
      });
      const served = await servedUser(t, testHost, { overrides: { aroundClaims } });
      const crashed = async <T>(call: () => Promise<T>): Promise<T> => {
        crashing = true;
        await expectRefused(t, call(), 'INTERNAL');
        crashing = false;
        return call();
      };

      const { auth } = served.as();
      const request = { handle: 'Ada', password: PASSWORD, requestId: 'up' };
      const answer = await crashed(() => auth.signUp(request));
      t.equal(answer.account!.user!.handle, 'Ada');
      const ada = { ...served.as(answer.tokens!.accessToken), tokens: answer.tokens! };
      const other = await signedIn(served, { handle: 'Ada' });

      await crashed(() => ada.auth.revokeSession({ sessionId: other.tokens.sessionId, requestId: 'revoke' }));
      t.match(await served.mesh.checkSession({ sessionId: other.tokens.sessionId }), { open: false });

      const account = { region: 'GB' };
      const updateMask = { paths: ['region'] };
      const updated = await crashed(() => ada.users.updateUser({ account, updateMask, requestId: 'update' }));
      t.equal(updated.account?.region, 'GB');

      const newPassword = 'tremendous secret';
      const change = { currentPassword: PASSWORD, newPassword, requestId: 'change' };
      await crashed(() => ada.auth.changePassword(change));
      t.ok(await auth.signIn({ handle: 'Ada', password: newPassword }));

      await ada.users.deactivateUser({ password: newPassword });
      const kinds = (await served.eventsOf(answer.account!.user!.id, 5)).map(({ payload }) =>
        payload.case === 'userChanged' ? payload.value.kind : payload.case,
      );
      t.same(
        kinds.slice(0, 4),
        [UserChanged_Kind.CREATED, 'sessionEnded', UserChanged_Kind.UPDATED, UserChanged_Kind.DEACTIVATED],
        'one event for each change',
      );
    },
  );
}
