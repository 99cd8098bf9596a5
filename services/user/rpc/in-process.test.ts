import t from 'tap';
import { profileSuite } from '../testing/profile-suite.ts';
import { redoSuite } from '../testing/redo-suite.ts';
import { sessionSuite } from '../testing/session-suite.ts';
import { signUpSuite } from '../testing/sign-up-suite.ts';

t.test('sign-up and sign-in, in process', (t) => signUpSuite(t, 'in-process'));
t.test('sessions and passwords, in process', (t) => sessionSuite(t, 'in-process'));
t.test('profiles and accounts, in process', (t) => profileSuite(t, 'in-process'));
t.test('crashes, in process', (t) => redoSuite(t, 'in-process'));
