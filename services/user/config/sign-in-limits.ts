import { group, type ValuesOf } from '../../../platform/config.ts';
import { maxSetting, windowSetting } from '../../../platform/limits/limit-settings.ts';

const MINUTE = 60_000;

/** The limits of sign-in and sign-up attempts; failed and successful attempts count alike. */
export const signInLimitSettings = group({
  signInsPerAddress: maxSetting(
    'SKEIN_SIGN_INS_PER_ADDRESS',
    60,
    'sign-ins',
    'Sign-ins of strangers from one address (IPv6: one /64) within the window.',
  ),
  signInsPerHandle: maxSetting(
    'SKEIN_SIGN_INS_PER_HANDLE',
    10,
    'sign-ins',
    'Sign-ins of strangers (without a device token of the account) to one handle, from all addresses, within the window.',
  ),
  signInsPerDevice: maxSetting(
    'SKEIN_SIGN_INS_PER_DEVICE',
    10,
    'sign-ins',
    'Sign-ins with one device token within the window; ten times as many for all device tokens of an account.',
  ),
  passwordsPerSession: maxSetting(
    'SKEIN_PASSWORDS_PER_SESSION',
    10,
    'passwords',
    'Password checks of one session (to change the password or to deactivate) within the sign-in window.',
  ),
  signInWindowMs: windowSetting(
    'SKEIN_SIGN_IN_WINDOW',
    15 * MINUTE,
    'The window in which sign-ins are counted.',
  ),
  signUpsPerAddress: maxSetting(
    'SKEIN_SIGN_UPS_PER_ADDRESS',
    10,
    'sign-ups',
    'Sign-ups from one address (IPv6: one /64) within the window.',
  ),
  signUpsPerHandle: maxSetting(
    'SKEIN_SIGN_UPS_PER_HANDLE',
    5,
    'sign-ups',
    'Sign-ups for one handle, from all addresses, within the window.',
  ),
  signUpWindowMs: windowSetting(
    'SKEIN_SIGN_UP_WINDOW',
    60 * MINUTE,
    'The window in which sign-ups are counted.',
  ),
});

export type SignInLimitSettings = ValuesOf<(typeof signInLimitSettings)['settings']>;
