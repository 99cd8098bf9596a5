import { create, type DescMessage, type DescMethod, fromBinary, toJsonString } from '@bufbuild/protobuf';
import { MethodOptions_IdempotencyLevel as Level } from '@bufbuild/protobuf/wkt';
import t from 'tap';
import { Access } from '../../gen/ts/skein/options/v1/options_pb.ts';
import { accessOf } from '../../platform/auth/access.ts';
import { until } from '../../platform/testing/until.ts';
import { type Cast, type Good, pathOf } from '../../services/hosting/examples.ts';
import { services } from '../../services/registry.ts';
import { type Caller, rawCaller } from './bad-input/caller.ts';
import { castLimits, makeCast } from './bad-input/cast.ts';
import { collectExamples } from './bad-input/collect.ts';
import { rightCaller } from './bad-input/rows/everywhere.ts';
import { openMint } from './bad-input/tokens.ts';
import { type RunningNetwork, runNetwork } from './network.ts';
import { tablesWith } from './tables-with.ts';

/** Contained in every text that Ada writes. */
const mark = 'traces';

/** Tables that keep only the id of a purged account, and why. */
const idStays: Readonly<Record<string, string>> = {
  'events.db.record': 'the log keeps events, which have ids alone, as long as it keeps any',
  ...Object.assign({}, ...services.built.map(({ account }) => account!.purged.idStays)),
};

t.setTimeout(120_000);

const isRead = ({ method }: Good) =>
  method.idempotency === Level.NO_SIDE_EFFECTS &&
  method.methodKind === 'unary' &&
  (accessOf(method) === Access.OPEN || accessOf(method) === Access.USER);

/** What a user sees of an account: the response of every read, with the traces of the account in it. */
async function seenBy(
  caller: Caller,
  cast: Cast,
  reads: readonly Good[],
  traces: readonly string[],
): Promise<Record<string, readonly string[]>> {
  const seen: Record<string, readonly string[]> = {};
  for (const { method, request } of reads) {
    const own = toJsonString(method.input, create(method.input, request));
    for (const who of [cast.bob, cast.max]) {
      const { answer } = await caller.call(pathOf(method), method, request, cast.as(who));
      const text = answer ? textOf(method.output, answer) : '';
      seen[`${method.name} ${own} by ${who.handle}`] = traces.filter(
        (trace) => text.includes(trace) && !own.includes(trace),
      );
    }
  }
  return seen;
}

function textOf(schema: DescMessage, bytes: Uint8Array): string {
  return toJsonString(schema, fromBinary(schema, bytes));
}

/** The examples, and the same about Ada and her post in place of Bob's. */
function readsAbout(cast: Cast, good: readonly Good[], postId: string): Good[] {
  return good.filter(isRead).flatMap((one) => {
    const own = JSON.stringify(one.request);
    const about = own.replaceAll(cast.bob.userId, cast.ada.userId).replaceAll(cast.posts.bob, postId);
    return own === about ? [one] : [one, { ...one, request: JSON.parse(about) }];
  });
}

/** Reads a list to its last page; a single response is the only page. */
async function everyPage(caller: Caller, method: DescMethod, cast: Cast): Promise<string> {
  const takes = (name: string) => method.input.fields.some((each) => each.name === name);
  const pages: string[] = [];
  let pageToken = '';
  do {
    const request = {
      ...(takes('user_id') && { userId: cast.ada.userId }),
      ...(takes('page_token') && { pageToken, pageSize: 3 }),
    };
    const { code, message, answer } = await caller.call(pathOf(method), method, request, cast.as(cast.ada));
    if (code !== 0) throw new Error(`${method.name}: ${message}`);
    pages.push(textOf(method.output, answer!));
    pageToken = (fromBinary(method.output, answer!) as { nextPageToken?: string }).nextPageToken ?? '';
  } while (pageToken !== '');
  return pages.join('\n');
}

t.test(
  'a hidden account shows nowhere, a restored one is complete, and a purge leaves nothing',
  async (t) => {
    const dataDir = t.testdir();
    let network: RunningNetwork = await runNetwork(dataDir, castLimits);
    t.teardown(() => network.close());
    let caller = rawCaller(network.grpcAddress);
    t.teardown(() => caller.close());
    const cast = await makeCast(network, caller, await openMint(dataDir));
    const { ada, password } = cast;
    const { good } = await collectExamples(services, cast);
    // Ada makes the example calls, so that each service has data of hers.
    for (const one of good.filter(({ method, last }) => !last && accessOf(method) !== Access.OPERATOR)) {
      const { code, message } = await caller.call(
        pathOf(one.method),
        one.method,
        one.request,
        rightCaller(cast, one),
      );
      t.equal(code, 0, `${one.method.name} ${message}`);
    }
    const { users, posts } = network.as(ada.accessToken);
    const paths = ['user.display_name', 'user.bio', 'email'];
    const profile = {
      user: { displayName: `Ada ${mark}`, bio: `bio of ${mark}` },
      email: `ada@${mark}.example`,
    };
    await users.updateUser({ account: profile, updateMask: { paths } });
    const { post } = await posts.createPost({ text: `of ${mark}` });
    await posts.createPost({ text: `reply of ${mark}`, replyToPostId: cast.posts.bob });
    await posts.likePost({ postId: cast.posts.bob });
    await posts.repostPost({ postId: cast.posts.bob });
    const bob = network.as(cast.bob.accessToken);
    await bob.posts.createPost({ text: 'to her', replyToPostId: post!.id });
    await bob.posts.likePost({ postId: post!.id });
    await bob.posts.repostPost({ postId: post!.id });

    // Replies by others keep the id of the post that they answered, as they do for a deleted post.
    const traces = [ada.userId, mark];
    const reads = readsAbout(cast, good, post!.id);
    const look = () => seenBy(caller, cast, reads, traces);
    const showing = (seen: Awaited<ReturnType<typeof look>>) =>
      Object.entries(seen).filter(([, found]) => found.length > 0);
    const before = await look();
    t.ok(
      showing(before).length > 20,
      `${showing(before).length} of ${Object.keys(before).length} reads show her`,
    );

    await t.test('its owner can export what each service stores', async (t) => {
      const methods = services.built.flatMap(({ account }) => account!.exported.by);
      const exported = (await Promise.all(methods.map((each) => everyPage(caller, each, cast)))).join('\n');
      const kept = {
        profile: profile.user.bio,
        email: profile.email,
        session: ada.sessionId,
        post: `of ${mark}`,
        reply: `reply of ${mark}`,
        repost: 'the first of Bob',
      };
      for (const [what, text] of Object.entries(kept)) t.ok(exported.includes(text), what);
      for (const handle of ['eve', 'finn', 'gus', 'ivy', 'jon', 'hal'])
        t.match(exported, new RegExp(`"handle":"${handle}"`), handle);
    });

    await users.deactivateUser({ password });
    t.strictSame(showing(await look()), [], 'hidden');

    const restore = async () => {
      const { tokens } = await network.as().auth.signIn({ handle: 'ada', password });
      return network.as(tokens!.accessToken);
    };
    await restore();
    t.strictSame(await look(), before, 'restored');

    // Deactivated again, with a restore window of zero.
    caller.close();
    await network.close();
    network = await runNetwork(dataDir, {
      ...castLimits,
      SKEIN_RESTORE_WINDOW: '1ms',
      SKEIN_USER_SWEEP_INTERVAL: '1s',
    });
    caller = rawCaller(network.grpcAddress);
    await (await restore()).users.deactivateUser({ password });
    const withId = () => tablesWith(dataDir, ada.userId);
    const left = () => [...tablesWith(dataDir, mark), ...withId().filter((table) => !idStays[table])];
    await until('the purge', () => left().length === 0, 10_000).catch(() => {});
    t.strictSame(left(), []);
    t.strictSame(showing(await look()), [], 'purged');
    const idle = Object.keys(idStays).filter((table) => !withId().includes(table));
    t.strictSame(idle, [], 'each exception is needed');
  },
);
