import { group, type ValuesOf } from '../../../platform/config.ts';
import { atMost, within } from '../../../platform/limits/limit-settings.ts';

const MINUTE = 60_000;

/** How often one may try to sign in and up; failed and successful attempts count alike. */
export const signInLimitSettings = group({
  signInsPerAddress: atMost(
    'SKEIN_SIGN_INS_PER_ADDRESS',
    60,
    'sign-ins',
    'Sign-ins of strangers from one address (IPv6: one /64) within the window.',
  ),
  signInsPerHandle: atMost(
    'SKEIN_SIGN_INS_PER_HANDLE',
    10,
    'sign-ins',
    'Sign-ins of strangers, who show no device token of the account, to one handle, from wherever, within the window.',
  ),
  signInsPerDevice: atMost(
    'SKEIN_SIGN_INS_PER_DEVICE',
    10,
    'sign-ins',
    'Sign-ins to its account with one device token within the window; ten times as many with all of an account.',
  ),
  passwordsPerSession: atMost(
    'SKEIN_PASSWORDS_PER_SESSION',
    10,
    'passwords',
    'Passwords that one session may try, to change its own or to deactivate, within the window of sign-ins.',
  ),
  signInWindowMs: within('SKEIN_SIGN_IN_WINDOW', 15 * MINUTE, 'The window that sign-ins are counted in.'),
  signUpsPerAddress: atMost(
    'SKEIN_SIGN_UPS_PER_ADDRESS',
    10,
    'sign-ups',
    'Sign-ups from one address (IPv6: one /64) within the window.',
  ),
  signUpsPerHandle: atMost(
    'SKEIN_SIGN_UPS_PER_HANDLE',
    5,
    'sign-ups',
    'Sign-ups for one handle, from wherever, within the window.',
  ),
  signUpWindowMs: within('SKEIN_SIGN_UP_WINDOW', 60 * MINUTE, 'The window that sign-ups are counted in.'),
});

export type SignInLimitSettings = ValuesOf<(typeof signInLimitSettings)['settings']>;
