import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import { SignUpResponseSchema } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { AccountSchema, type Tokens, type UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import {
  DeactivateUserResponseSchema,
  UpdateUserResponseSchema,
} from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import type { ReasonName } from '../../../platform/domain-error.ts';
import { caller, people } from '../choose.ts';
import { Mismatch, sameMessage } from '../compare.ts';
import { expectedAccount } from '../expected/people.ts';
import { ofHandle } from '../expected/refusals.ts';
import { type Person, personOf, type Session } from '../model/state.ts';
import { deactivate, signUp } from '../model/transitions.ts';
import { otherCase } from '../text.ts';
import { api, as, asSession, keepEnded, type World } from '../world.ts';
import { type Write, write } from '../write.ts';
import { type Operation, writing } from './operation.ts';

/** Passwords cost the server 50 ms each, so there are few users. */
const maxPeople = 40;
const maxDeactivated = 5;
const day = 24 * 3600 * 1000;
/** The default of SKEIN_RESTORE_WINDOW. */
const restoreDays = 30;

export function sessionFrom(tokens: Tokens | undefined, deviceName: string): Session {
  const { sessionId: id = '', accessToken = '', refreshToken = '' } = tokens ?? {};
  return { id, deviceName, accessToken, refreshTokens: [refreshToken] };
}

export function chooseSignUp(world: World): Write {
  const everyone = people(world).length;
  const kinds = { new: everyone < maxPeople ? 8 : 0, taken: everyone > 0 ? 1 : 0, form: 1, weak: 1 };
  return signingUp(world, world.random.weighted(kinds));
}

/** With a taken or invalid handle, with a weak password, or valid. */
export function signingUp(world: World, kind: 'new' | 'taken' | 'form' | 'weak'): Write {
  const { random, model } = world;
  const everyone = people(world);
  const handle =
    kind === 'taken'
      ? otherCase(random, random.pick(everyone).handle)
      : kind === 'form'
        ? random.pick(['', 'a b', 'ümit', 'x'.repeat(31)])
        : `${random.pick(['Ada', 'bob', 'Chen', 'dia_', 'Emeka'])}${model.people.size}_${random.int(1000)}`;
  const profile = {
    handle,
    displayName: random.pick(['', 'Ada Lovelace', 'Jose\u0301', '山田 太郎', '👩‍👩‍👧']),
    email: random.pick(['', 'someone@example.com']),
    region: random.pick(['', 'DE', 'IN']),
  };
  const password = kind === 'weak' ? 'password' : `correct horse ${random.int(1000)}`;
  const deviceName = random.pick(['phone', 'web']);
  const send = (requestId: string, displayName: string) =>
    api(world).auth.signUp(
      { ...profile, displayName, password, deviceName, requestId },
      as(world, undefined),
    );
  const taken = kind === 'taken' ? ofHandle(model, handle) : undefined;
  return write({
    rpc: 'SignUp',
    schema: SignUpResponseSchema,
    actorId: undefined,
    about: handle,
    touches: [handle.toLowerCase()],
    refusal: kind === 'form' ? 'FIELD_INVALID' : kind === 'weak' ? 'PASSWORD_WEAK' : taken,
    send: (requestId) => send(requestId, profile.displayName),
    sendOther: (requestId) => send(requestId, 'Somebody Else'),
    apply({ account, tokens }) {
      const { id = '', createTime } = account?.user ?? {};
      if (model.people.has(id)) throw new Mismatch('an account has an id of its own', 'a new id', id);
      const createdMs = createTime === undefined ? 0 : timestampMs(createTime);
      if (Math.abs(createdMs - Date.now()) > day) throw new Mismatch('create_time', Date.now(), createdMs);
      const displayName = profile.displayName.normalize('NFC');
      signUp(model, { ...profile, displayName, id, createdMs, password }, sessionFrom(tokens, deviceName));
      world.history.note(world.step, `${handle} is ${id}`, [id]);
      sameMessage('SignUp', AccountSchema, expectedAccount(model, id), account!);
    },
    // A repeated call gives other tokens of the same session, and the current account.
    lasting: ({ account, tokens }) =>
      create(SignUpResponseSchema, {
        account,
        tokens: { sessionId: tokens?.sessionId, refreshToken: tokens?.refreshToken },
      }),
    repeatable: () => false,
  });
}

interface Change {
  readonly path: string;
  readonly account: MessageInitShape<typeof AccountSchema> & { user?: MessageInitShape<typeof UserSchema> };
  apply(person: Person): void;
}

export function handleChange(handle: string): Change {
  return {
    path: 'user.handle',
    account: { user: { handle } },
    apply: (person) => {
      person.handle = handle;
    },
  };
}

function randomChange(world: World, person: Person): Change {
  const { random, model } = world;
  const text = random.pick(['', 'Zoe\u0308 🌍', '  spaces around ', 'plain', '名前']);
  const stored = text.normalize('NFC').trim();
  const changes: Record<string, () => Change> = {
    handle: () =>
      handleChange(
        random.weighted({ new: 3, case: 2, taken: 2 }) === 'new'
          ? `new_${random.int(100_000)}`
          : otherCase(random, random.chance(0.5) ? person.handle : random.pick(people(world)).handle),
      ),
    displayName: () => ({
      path: 'user.display_name',
      account: { user: { displayName: text } },
      apply: (changed) => Object.assign(changed, { displayName: stored }),
    }),
    bio: () => ({
      path: 'user.bio',
      account: { user: { bio: `${text}\r\nsecond line` } },
      apply: (changed) => Object.assign(changed, { bio: `${text}\nsecond line`.normalize('NFC').trim() }),
    }),
    email: () => ({
      path: 'email',
      account: { email: 'new@example.org' },
      apply: (changed) => Object.assign(changed, { email: 'new@example.org' }),
    }),
    region: () => ({
      path: 'region',
      account: { region: 'BR' },
      apply: (changed) => Object.assign(changed, { region: 'BR' }),
    }),
    digest: () => ({
      path: 'preferences.weekly_digest',
      account: { preferences: { weeklyDigest: !personOf(model, person.id).weeklyDigest } },
      apply: (changed) => Object.assign(changed, { weeklyDigest: !person.weeklyDigest }),
    }),
  };
  return changes[random.weighted({ handle: 4, displayName: 3, bio: 1, email: 1, region: 1, digest: 1 })]!();
}

interface WrongChange {
  readonly change: Change;
  readonly reason: ReasonName;
}

/** A change that is refused for its content. */
function wrongChange(
  path: string,
  user: MessageInitShape<typeof UserSchema>,
  reason: ReasonName,
): WrongChange {
  return { change: { path, account: { user }, apply: () => {} }, reason };
}

export const wrongChanges: readonly WrongChange[] = [
  wrongChange('user.id', { id: '1' }, 'FIELD_INVALID'),
  wrongChange('user.handle', { handle: 'not a handle' }, 'FIELD_INVALID'),
  wrongChange('user.display_name', { displayName: 'x'.repeat(51) }, 'TEXT_TOO_LONG'),
  wrongChange('user.display_name', { displayName: 'a\u202eb' }, 'TEXT_CHARACTER_INVALID'),
  wrongChange('user.display_name', { displayName: 'bell\u0007' }, 'TEXT_CONTROL_CHARACTER'),
];

export function chooseUpdate(world: World): Write {
  const person = caller(world);
  return updating(world, person, randomChange(world, person));
}

/** @param wrong the expected refusal; by default the handle decides */
export function updating(world: World, person: Person, change: Change, wrong?: ReasonName): Write {
  const { random, model } = world;
  const handle = change.path === 'user.handle' ? change.account.user?.handle : undefined;
  const send = (requestId: string, { path, account }: Change) =>
    api(world).user.updateUser({ account, updateMask: { paths: [path] }, requestId }, as(world, person.id));
  return write({
    rpc: 'UpdateUser',
    schema: UpdateUserResponseSchema,
    actorId: person.id,
    about: `${change.path} ${JSON.stringify(change.account)}`,
    touches: handle === undefined ? [] : [handle.toLowerCase(), person.handle.toLowerCase()],
    refusal: wrong ?? (handle === undefined ? undefined : ofHandle(model, handle, person.id)),
    send: (requestId) => send(requestId, change),
    sendOther: (requestId) => send(requestId, handleChange(`other_${random.int(100_000)}`)),
    apply(answer) {
      change.apply(personOf(model, person.id));
      const account = expectedAccount(model, person.id);
      sameMessage('UpdateUser', UpdateUserResponseSchema, { account }, answer);
    },
  });
}

export function chooseDeactivate(world: World): Write {
  const isFull = people(world).filter(({ active }) => !active).length >= maxDeactivated;
  return deactivating(world, isFull);
}

export function deactivating(world: World, isWrong: boolean): Write {
  const { random, model } = world;
  const person = caller(world);
  const session = random.pick(person.sessions);
  const end = () => {
    keepEnded(world, personOf(model, person.id).sessions);
    deactivate(model, person.id);
  };
  return write({
    rpc: 'DeactivateUser',
    schema: DeactivateUserResponseSchema,
    actorId: person.id,
    about: person.handle,
    touches: [],
    refusal: isWrong ? 'CREDENTIALS_INVALID' : undefined,
    send: (requestId) =>
      api(world).user.deactivateUser(
        { password: isWrong ? 'another horse' : person.password, requestId },
        asSession(session),
      ),
    ends: end,
    apply({ restorableUntilTime: until }) {
      end();
      const left = until === undefined ? 0 : timestampMs(until) - Date.now();
      if (Math.abs(left - restoreDays * day) > day)
        throw new Mismatch('restorable_until_time', restoreDays, left);
    },
  });
}

export const accountWrites: readonly Operation[] = [
  writing('sign up', 1, chooseSignUp),
  writing('update the account', 2, chooseUpdate),
  writing('deactivate', 0.6, chooseDeactivate),
];
