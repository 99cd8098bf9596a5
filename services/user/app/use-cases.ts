import { getAccount, updateAccount } from './account.ts';
import { changePassword } from './change-password.ts';
import { checkSession } from './check-session.ts';
import type { AppContext } from './context.ts';
import { deactivateAccount } from './deactivate-account.ts';
import { revokeSession, signOut } from './end-session.ts';
import { listSessions } from './list-sessions.ts';
import { findCards, findProfile, resolveHandles, scanCards } from './profiles.ts';
import { refreshSession } from './refresh-session.ts';
import { setRole } from './set-role.ts';
import { signIn } from './sign-in.ts';
import { signUp } from './sign-up.ts';

/** Every use case of the user service. */
export type UseCases = ReturnType<typeof useCases>;

export function useCases(context: AppContext) {
  return {
    signUp: signUp(context),
    signIn: signIn(context),
    refreshSession: refreshSession(context),
    signOut: signOut(context),
    listSessions: listSessions(context),
    revokeSession: revokeSession(context),
    changePassword: changePassword(context),

    findProfile: findProfile(context),
    findCards: findCards(context),
    getAccount: getAccount(context),
    updateAccount: updateAccount(context),
    deactivateAccount: deactivateAccount(context),

    resolveHandles: resolveHandles(context),
    scanCards: scanCards(context),
    checkSession: checkSession(context),
    signingKeys: () => context.signingKeys.jwks(),
    setRole: setRole(context),
  };
}
