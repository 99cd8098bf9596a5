import { strangers } from '../api/strangers.ts';
import { currentSession, end } from './session.ts';

/** Ends the session here at once, whatever the server answers: who wants to leave has left. */
export function signOut(): void {
  const session = currentSession();
  if (session === undefined) return;
  end();
  strangers.signOut({}, { headers: { authorization: `Bearer ${session.accessToken}` } }).catch(() => {});
}
