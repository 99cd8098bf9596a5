import {
  ChangePasswordResponseSchema,
  RevokeSessionResponseSchema,
  SignOutResponseSchema,
} from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { AccountSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { activePeople, caller, callers, people, unknownId } from '../choose.ts';
import { same, sameMessage } from '../compare.ts';
import { expectedAccount } from '../expected/people.ts';
import { type Person, personOf, type Session } from '../model/state.ts';
import { endSessions, signIn } from '../model/transitions.ts';
import { otherCase } from '../text.ts';
import { api, as, asSession, keepEnded, requireAccepted, requireRefused, type World } from '../world.ts';
import { perform, type Write, write } from '../write.ts';
import { sessionFrom } from './accounts.ts';
import { type Operation, writing } from './operation.ts';

/** Ends sessions in the model and keeps their tokens. */
function end(world: World, personId: string, ends: (session: Session) => boolean): void {
  const ended = personOf(world.model, personId).sessions.filter(ends);
  keepEnded(world, ended);
  endSessions(world.model, personId, ends);
}

async function signInAs(world: World, person: Person): Promise<void> {
  const { random, model, tally } = world;
  tally.count('writes', 'SignIn');
  world.history.note(world.step, `SignIn by ${person.id}`, [person.id]);
  const wasActive = person.active;
  const deviceName = random.pick(['phone', 'tablet', 'web']);
  const { handle, password } = person;
  const request = { handle: otherCase(random, handle), password, deviceName };
  const answer = await requireAccepted('SignIn', () => api(world).auth.signIn(request, as(world, undefined)));
  const before = person.sessions;
  signIn(model, person.id, sessionFrom(answer.tokens, deviceName));
  const overLimit = before.filter((session) => !person.sessions.includes(session));
  keepEnded(world, overLimit);
  if (overLimit.length > 0) tally.count('cases', 'a sign-in ends the oldest session');
  if (!wasActive) tally.count('cases', 'an account is restored');
  same('SignIn restored', !wasActive, answer.restored);
  sameMessage('SignIn', AccountSchema, expectedAccount(model, person.id), answer.account!);
}

const signingIn: Operation = {
  name: 'sign in',
  weight: 1.2,
  run(world) {
    const all = activePeople(world);
    const atLimit = all.filter(({ sessions }) => sessions.length >= world.model.rules.maxSessions);
    const chosen = atLimit.length > 0 && world.random.chance(0.5) ? atLimit : all;
    return signInAs(world, world.random.pick(chosen));
  },
};

/** A deactivated or signed-out user signs in again. */
export const comingBack: Operation = {
  name: 'come back',
  weight: 1,
  async run(world) {
    const away = people(world).filter(({ sessions }) => sessions.length === 0);
    const gone = away.filter(({ active }) => !active);
    if (away.length > 0) await signInAs(world, world.random.pick(gone.length > 0 ? gone : away));
  },
};

async function refresh(world: World, person: Person, session: Session): Promise<void> {
  const answer = await requireAccepted('RefreshSession', () =>
    api(world).auth.refreshSession({ refreshToken: session.refreshTokens.at(-1)! }, as(world, undefined)),
  );
  world.tally.count('writes', 'RefreshSession');
  world.history.note(world.step, `RefreshSession ${session.id} by ${person.id}`, [person.id, session.id]);
  same('the session of a refresh', session.id, answer.tokens?.sessionId);
  session.refreshTokens.push(answer.tokens?.refreshToken ?? '');
  session.accessToken = answer.tokens?.accessToken ?? '';
}

type RefreshKind = 'plain' | 'lost answer' | 'theft' | 'ended' | 'forged';

const refreshing: Operation = {
  name: 'refresh',
  weight: 1,
  run: (world) =>
    refreshAs(world, world.random.weighted({ plain: 3, 'lost answer': 2, theft: 1, ended: 1, forged: 1 })),
};

async function refreshAs(world: World, kind: RefreshKind): Promise<void> {
  const person = caller(world);
  const session = world.random.pick(person.sessions);
  const again = (refreshToken: string) => () =>
    api(world).auth.refreshSession({ refreshToken }, as(world, undefined));
  if (kind === 'forged') {
    return requireRefused(
      world,
      'RefreshSession',
      'TOKEN_INVALID',
      again(`${session.refreshTokens.at(-1)}x`),
    );
  }
  await refresh(world, person, session);
  if (kind === 'lost answer') {
    const answer = await requireAccepted('RefreshSession again', again(session.refreshTokens.at(-2)!));
    same('the successor of a refresh token', session.refreshTokens.at(-1), answer.tokens?.refreshToken);
    world.tally.count('cases', 'a lost refresh is asked for again');
  }
  if (kind === 'theft') {
    await refresh(world, person, session);
    await requireRefused(
      world,
      'RefreshSession',
      'REFRESH_TOKEN_REUSED',
      again(session.refreshTokens.at(-3)!),
    );
    end(world, person.id, ({ id }) => id === session.id);
  }
  if (kind === 'ended') {
    await requireAccepted('SignOut', () => api(world).auth.signOut({}, asSession(session)));
    end(world, person.id, ({ id }) => id === session.id);
    await requireRefused(world, 'RefreshSession', 'SESSION_REVOKED', again(session.refreshTokens.at(-1)!));
  }
}

export function chooseSignOut(world: World): Write {
  const person = caller(world);
  const session = world.random.pick(person.sessions);
  const ends = () => end(world, person.id, ({ id }) => id === session.id);
  return write({
    rpc: 'SignOut',
    schema: SignOutResponseSchema,
    actorId: person.id,
    about: session.id,
    touches: [session.id],
    refusal: undefined,
    send: (requestId) => api(world).auth.signOut({ requestId }, asSession(session)),
    ends,
    apply: ends,
  });
}

/** Ends another session of a user from one of theirs. */
function revoking(world: World, wrong: boolean): Write | undefined {
  const { random } = world;
  const several = callers(world).filter(({ sessions }) => sessions.length > 1);
  if (several.length === 0) return undefined;
  const person = random.pick(several);
  const [kept, ended] = random.sample(person.sessions, 2) as [Session, Session];
  const somebodyElse = random.pick(callers(world).filter(({ id }) => id !== person.id));
  const sessionId = wrong ? random.pick([unknownId(random), somebodyElse.sessions[0]!.id]) : ended.id;
  return write({
    rpc: 'RevokeSession',
    schema: RevokeSessionResponseSchema,
    actorId: person.id,
    about: sessionId,
    touches: [sessionId],
    refusal: wrong ? 'SESSION_NOT_FOUND' : undefined,
    send: (requestId) => api(world).auth.revokeSession({ sessionId, requestId }, asSession(kept)),
    sendOther: (requestId) =>
      api(world).auth.revokeSession({ sessionId: 'another', requestId }, asSession(kept)),
    apply: () => end(world, person.id, ({ id }) => id === sessionId),
    repeatable: () => person.sessions.includes(kept),
  });
}

/** For a user with several sessions; without one, a user signs in once more first. */
const revocation: Operation = {
  name: 'revoke a session',
  weight: 0.8,
  async run(world) {
    if (callers(world).every(({ sessions }) => sessions.length < 2)) await signInAs(world, caller(world));
    for (const isWrong of [true, false]) {
      const chosen = revoking(world, isWrong);
      if (chosen !== undefined) await perform(world, chosen);
    }
  },
};

export function chooseChangePassword(world: World): Write {
  return changingPassword(world, 'right');
}

function changingPassword(world: World, kind: 'right' | 'wrong' | 'weak'): Write {
  const { random } = world;
  const person = caller(world);
  const kept = random.pick(person.sessions);
  const newPassword = kind === 'weak' ? '12345678' : `battery staple ${random.int(1000)}`;
  const currentPassword = kind === 'wrong' ? 'another horse' : person.password;
  const send = (requestId: string, password: string) =>
    api(world).auth.changePassword({ currentPassword, newPassword: password, requestId }, asSession(kept));
  return write({
    rpc: 'ChangePassword',
    schema: ChangePasswordResponseSchema,
    actorId: person.id,
    about: newPassword,
    touches: [],
    refusal: kind === 'right' ? undefined : kind === 'wrong' ? 'CREDENTIALS_INVALID' : 'PASSWORD_WEAK',
    send: (requestId) => send(requestId, newPassword),
    sendOther: (requestId) => send(requestId, 'another password'),
    apply() {
      person.password = newPassword;
      end(world, person.id, ({ id }) => id !== kept.id);
    },
    repeatable: () => person.sessions.includes(kept),
  });
}

/** Every refusal about passwords and sessions. */
const wrong: Operation = {
  name: 'wrong passwords and sessions',
  weight: 0.5,
  async run(world) {
    const { handle, password } = world.random.pick(activePeople(world));
    const guesses = [
      { handle, password: 'another horse' },
      { handle: 'nobody_at_all', password },
    ];
    for (const guess of guesses) {
      await requireRefused(world, 'SignIn', 'CREDENTIALS_INVALID', () =>
        api(world).auth.signIn(guess, as(world, undefined)),
      );
    }
    await perform(world, changingPassword(world, 'wrong'));
    await perform(world, changingPassword(world, 'weak'));
    for (const kind of ['theft', 'ended', 'forged'] as const) await refreshAs(world, kind);
  },
};

export const sessionWrites: readonly Operation[] = [
  signingIn,
  comingBack,
  refreshing,
  writing('sign out', 0.6, chooseSignOut),
  revocation,
  writing('change the password', 0.4, chooseChangePassword),
  wrong,
];
