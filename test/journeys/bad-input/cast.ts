import { type DescMethod, fromBinary, type MessageShape } from '@bufbuild/protobuf';
import { Role } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { pathOf } from '../../../services/hosting/examples.ts';
import type { Cast, Headers, Person } from '../../../services/product/cast.ts';
import { services as table } from '../../../services/registry.ts';
import { callerOf } from '../../harness/as-services.ts';
import { password, type RunningNetwork } from '../network.ts';
import type { Caller } from './caller.ts';
import { leaveLetters } from './dead-letters.ts';
import { asService, asUser, type Mint } from './tokens.ts';

/** The follow limit of this network. */
export const maxFollowing = 4;
/** The limits of sign-ins and sign-ups of one handle, and of password attempts in one session. */
export const attemptsPerHandle = 40;

/** Settings of a network whose cast signs up from one address. */
export const castLimits = { SKEIN_SIGN_UPS_PER_ADDRESS: '1000000', SKEIN_SIGN_INS_PER_ADDRESS: '1000000' };

export async function makeCast(network: RunningNetwork, caller: Caller, mint: Mint): Promise<Cast> {
  const { auth } = network.as();
  const signUp = async (handle: string): Promise<Person> => {
    const { account, tokens } = await auth.signUp({ handle, password });
    return { ...tokens!, userId: account!.user!.id, handle };
  };
  const signIn = async ({ handle, userId }: Person): Promise<Person> => {
    const { tokens } = await auth.signIn({ handle, password });
    return { ...tokens!, userId, handle };
  };
  const [ada, bob, cleo, dora, max, mod, nan, ops, zoe] = (await Promise.all(
    ['ada', 'bob', 'cleo', 'dora', 'max', 'mod', 'nan', 'ops', 'zoe'].map(signUp),
  )) as [Person, Person, Person, Person, Person, Person, Person, Person, Person];
  const [eve, finn, gus, hal, ivy, jon, kim, lou] = (await Promise.all(
    ['eve', 'finn', 'gus', 'hal', 'ivy', 'jon', 'kim', 'lou'].map(signUp),
  )) as [Person, Person, Person, Person, Person, Person, Person, Person];
  const as = ({ accessToken }: Person) => network.as(accessToken);

  const { users } = network;
  await users.setRole({ handle: 'mod', role: Role.MODERATOR });
  await users.setRole({ handle: 'ops', role: Role.OPERATOR });

  const follow = (who: Person, ...whom: Person[]) =>
    Promise.all(whom.map(({ userId }) => as(who).graph.followUser({ userId })));
  await follow(ada, eve, finn, bob, gus);
  await follow(bob, eve, finn, ada);
  for (const one of [eve, finn]) await follow(one, ada, bob, kim, lou);
  for (const one of [ada, bob]) {
    for (const { userId } of [ivy, jon]) await as(one).graph.blockUser({ userId });
    for (const { userId } of [gus, hal]) await as(one).graph.muteUser({ userId });
  }
  await as(cleo).graph.blockUser({ userId: ada.userId });

  const write = async (who: Person, text: string, more = {}) =>
    (await as(who).posts.createPost({ text, ...more })).post!.id;
  const posts = {
    ada: await write(ada, 'the first of Ada'),
    bob: await write(bob, 'the first of Bob'),
    cleo: await write(cleo, 'the first of Cleo'),
    dora: await write(dora, 'the first of Dora'),
    max: await write(max, 'the first of Max'),
    deleted: await write(ada, 'soon gone'),
  };
  for (const postId of [posts.ada, posts.bob]) {
    for (const one of [bob, eve, finn]) {
      await write(one, 'a reply', { replyToPostId: postId });
      await write(one, 'a quote', { quotedPostId: postId });
      await as(one).posts.likePost({ postId });
      await as(one).posts.repostPost({ postId });
    }
  }
  for (let n = 0; n < 40; n++) await write(n % 2 ? ada : eve, `number ${n}`);
  await as(ada).posts.deletePost({ postId: posts.deleted });
  await as(dora).users.deactivateUser({ password });

  const signedOut = await signIn(ada);
  await as(signedOut).auth.signOut({});
  const rotatedTwice = await signIn(ada);
  const { tokens } = await auth.refreshSession({ refreshToken: rotatedTwice.refreshToken });
  await auth.refreshSession({ refreshToken: tokens!.refreshToken });
  const services = new Map<string, Headers>();
  for (const name of [...table.callsOf.keys(), 'nosuchservice'])
    services.set(name, asService(await mint.service(name)));
  const adaElsewhere = await signIn(ada);
  await signIn(bob);
  return {
    ada,
    bob,
    cleo,
    dora,
    max,
    maxElsewhere: await signIn(max),
    nan,
    zoe,
    moderator: await signIn(mod),
    operator: await signIn(ops),
    posts,
    letters: await leaveLetters(network.dataDir),
    signedOut,
    rotatedTwice,
    adaElsewhere,
    password,
    attemptsPerHandle,
    as: ({ accessToken }) => asUser(accessToken),
    asService: (method) => services.get(callerOf(method))!,
    strangersTo: (method) =>
      Object.fromEntries([...services].filter(([name]) => !table.mayCall(name, method))),
    async call<M extends DescMethod>(method: M, request: object, as: Headers) {
      const { code, message, answer } = await caller.call(pathOf(method), method, request, as);
      if (code !== 0) throw new Error(`${pathOf(method)}: ${message}`);
      return fromBinary(method.output, answer!) as MessageShape<M['output']>;
    },
  };
}
