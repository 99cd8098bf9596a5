import { randomBytes } from 'node:crypto';
import { ConnectError } from '@connectrpc/connect';
import { reasonOf } from '../../../platform/errors.ts';
import type { Api } from '../api.ts';
import { Fault } from '../fault.ts';
import { identityOf, type Session, session } from '../session.ts';
import { handleOf, type Plan } from './plan.ts';
import type { SeededPerson, SeedRecord } from './record.ts';

export interface SeededPeople {
  /** Creates the account unless the record has it. */
  signUp(node: number): Promise<void>;
  idOf(node: number): string;
  /** The user's session; signs in again when it has ended. */
  session(node: number): Pick<Session, 'token'>;
}

const passwordBytes = 18;
const deviceName = 'skein seed';

/** @param operator whose token lifts the limits of sign-up and sign-in, on this machine */
export function seededPeople(
  plan: Plan,
  record: SeedRecord,
  stranger: Api,
  operator: () => Promise<Api>,
): SeededPeople {
  const sessions = new Map<number, Pick<Session, 'token'>>();

  const signIn = async (person: SeededPerson): Promise<SeededPerson> => {
    const { auth } = await operator();
    const { account, tokens } = await auth.signIn({ ...person, deviceName }).catch((error) => {
      if (reasonOf(error) !== 'CREDENTIALS_INVALID') throw error;
      throw new Fault(`the handle ${person.handle} belongs to another person, or has another password`);
    });
    return { ...person, ...identityOf(account!, tokens!) };
  };
  const signUp = async (person: SeededPerson): Promise<SeededPerson> => {
    const { auth } = await operator();
    try {
      const { handle, password, node } = person;
      const request = { handle, password, deviceName, requestId: `seed ${node}` };
      const { account, tokens } = await auth.signUp(request);
      return { ...person, ...identityOf(account!, tokens!) };
    } catch (error) {
      // An earlier run may have created it, too long ago for its request_id to be remembered.
      if (reasonOf(error) === 'HANDLE_TAKEN') return signIn(person);
      throw error;
    }
  };
  const lasting = (first: SeededPerson): Pick<Session, 'token'> => {
    const { node } = first;
    const keep = (renewed: object) => record.keepPerson({ ...record.people.get(node)!, ...renewed });
    let current = session(stranger, first, { keep });
    return {
      async token() {
        try {
          return await current.token();
        } catch (error) {
          if (!(error instanceof ConnectError)) throw error;
          const person = await signIn(record.people.get(node)!);
          keep(person);
          current = session(stranger, person, { keep });
          return current.token();
        }
      },
    };
  };
  return {
    async signUp(node) {
      let person = record.people.get(node);
      if (person !== undefined && person.userId !== '') return;
      if (person === undefined) {
        const password = randomBytes(passwordBytes).toString('base64url');
        const nothing = { userId: '', accessToken: '', expiresAtMs: 0, refreshToken: '' };
        person = { node, handle: handleOf(plan.prefix, node), password, ...nothing };
        // Before the call, because a restarted run must send the same request.
        record.keepPerson(person);
      }
      record.keepPerson(await signUp(person));
    },
    idOf: (node) => record.people.get(node)!.userId,
    session(node) {
      let found = sessions.get(node);
      if (found === undefined) {
        found = lasting(record.people.get(node)!);
        sessions.set(node, found);
      }
      return found;
    },
  };
}
