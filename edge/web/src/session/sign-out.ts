import { reasonOf } from '../../../../platform/errors.ts';
import { anonymousAuth } from '../api/anonymous-auth.ts';
import { currentSession, end, type Session } from './session.ts';

/** Ends the session in this browser at once, whatever the server answers. */
export function signOut(): void {
  const session = currentSession();
  if (session === undefined) return;
  end();
  endAtServer(session).catch(() => {});
}

/** Works in a window that was open for long, too, whose access token has expired. */
async function endAtServer({ accessToken, refreshToken }: Session): Promise<void> {
  const signOutWith = (token: string) =>
    anonymousAuth.signOut({}, { headers: { authorization: `Bearer ${token}` } });
  try {
    await signOutWith(accessToken);
  } catch (reason) {
    if (reasonOf(reason) !== 'TOKEN_EXPIRED') throw reason;
    const { tokens } = await anonymousAuth.refreshSession({ refreshToken });
    await signOutWith(tokens!.accessToken);
  }
}
