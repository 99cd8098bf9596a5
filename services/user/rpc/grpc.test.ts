import t from 'tap';
import { Role } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import { servedUser } from '../../../test/harness/served-user.ts';
import { guessingSuite } from '../testing/guessing-suite.ts';
import { PASSWORD, signedIn, signedUp } from '../testing/people.ts';
import { profileSuite } from '../testing/profile-suite.ts';
import { redoSuite } from '../testing/redo-suite.ts';
import { sessionSuite } from '../testing/session-suite.ts';
import { signUpSuite } from '../testing/sign-up-suite.ts';

t.test('sign-up and sign-in, over gRPC', (t) => signUpSuite(t, 'grpc'));
t.test('sessions and passwords, over gRPC', (t) => sessionSuite(t, 'grpc'));
t.test('profiles and accounts, over gRPC', (t) => profileSuite(t, 'grpc'));
t.test('guessing passwords, over gRPC', (t) => guessingSuite(t, 'grpc'));
t.test('crashes, over gRPC', (t) => redoSuite(t, 'grpc'));

t.test('attempts are limited by address, but not those of an operator on this machine', async (t) => {
  const served = await servedUser(t, 'grpc', {
    env: { SKEIN_SIGN_INS_PER_ADDRESS: '2', SKEIN_SIGN_UPS_PER_ADDRESS: '2' },
  });
  const ada = await signedUp(served, 'Ada');
  await served.mesh.setRole({ handle: 'ada', role: Role.OPERATOR });
  const operator = await signedIn(served, ada);
  await signedUp(served, 'Bob');
  const { auth } = served.as();
  await expectRefused(t, auth.signUp({ handle: 'Carol', password: PASSWORD }), 'RATE_LIMITED');
  await auth.signIn({ handle: 'bob', password: PASSWORD });
  await expectRefused(t, auth.signIn({ handle: 'bob', password: PASSWORD }), 'RATE_LIMITED');
  for (const handle of ['Carol', 'Dan', 'Eve']) {
    t.ok(await operator.auth.signUp({ handle, password: PASSWORD }));
    t.ok(await operator.auth.signIn({ handle, password: PASSWORD }));
  }
  t.ok(
    await ada.auth.signIn({ handle: 'bob', password: PASSWORD }),
    'a token from before the role change works too',
  );
  await served.mesh.setRole({ handle: 'ada', role: Role.USER });
  for (const { auth } of [ada, operator]) {
    await expectRefused(t, auth.signIn({ handle: 'bob', password: PASSWORD }), 'RATE_LIMITED');
  }
});
