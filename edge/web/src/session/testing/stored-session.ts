import type { SharedSession } from '../renewal.ts';
import type { Session } from '../session.ts';

/** A session of one person; a later generation has the tokens of a later renewal. */
export const session = (generation: number): Session => ({
  userId: '11',
  handle: 'ada',
  accessToken: `access ${generation}`,
  accessExpiresMs: generation * 1000,
  refreshToken: `refresh ${generation}`,
});

/** The storage of a browser, which all its windows share. */
export function storedSession(stored?: Session) {
  const shared: SharedSession = {
    reread: () => stored,
    renew(tokens) {
      stored = { ...stored!, ...tokens };
    },
    end() {
      stored = undefined;
    },
  };
  return {
    shared,
    stored: () => stored,
    store(next: Session | undefined) {
      stored = next;
    },
  };
}
