import { reasonOf } from '../../../../platform/errors.ts';
import { strangers } from '../api/strangers.ts';
import { currentSession, end, type Session } from './session.ts';

/** Ends the session here at once, whatever the server answers: who wants to leave has left. */
export function signOut(): void {
  const session = currentSession();
  if (session === undefined) return;
  end();
  endAtServer(session).catch(() => {});
}

/** In a window that was left open for long, too, whose access token has expired. */
async function endAtServer({ accessToken, refreshToken }: Session): Promise<void> {
  const signOutWith = (token: string) =>
    strangers.signOut({}, { headers: { authorization: `Bearer ${token}` } });
  try {
    await signOutWith(accessToken);
  } catch (reason) {
    if (reasonOf(reason) !== 'TOKEN_EXPIRED') throw reason;
    const { tokens } = await strangers.refreshSession({ refreshToken });
    await signOutWith(tokens!.accessToken);
  }
}
