import type { CallOptions, Transport } from '@connectrpc/connect';
import { NotificationKind } from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { type Author, clients, type Load } from './load.ts';

const optionsOf = ({ headers }: Author): CallOptions => ({ headers, timeoutMs: 20_000 });

/** Differences from what was acknowledged; empty without any. */
export async function problemsOf(transport: Transport, load: Load): Promise<string[]> {
  const api = clients(transport);
  const found = await Promise.all([
    timelines(api, load),
    searches(api, load),
    likeCounts(api, load),
    likeNotifications(api, load),
    follows(api, load),
    bios(api, load),
  ]);
  return found.flat();
}

type Api = ReturnType<typeof clients>;

async function timelines({ timeline }: Api, { authors }: Load): Promise<string[]> {
  const problems: string[] = [];
  const check = (what: string, found: readonly string[], wanted: readonly string[]) => {
    problems.push(...differences(what, found, wanted));
    if (found.some((id, n) => n > 0 && id >= found[n - 1]!)) problems.push(`${what} is not newest first`);
  };
  for (const author of authors.slice(0, 3)) {
    const request = { userId: author.id, pageSize: 100 };
    const own = await idsOf((pageToken) =>
      timeline.listUserTimeline({ ...request, pageToken }, optionsOf(author)),
    );
    check('an author’s timeline', own, [...author.posts.values()]);
  }
  const all = authors.flatMap(({ posts }) => [...posts.values()]);
  for (const reader of authors.slice(0, 2)) {
    const home = await idsOf((pageToken) =>
      timeline.listHomeTimeline({ pageSize: 100, pageToken }, optionsOf(reader)),
    );
    check('a home timeline', home, all);
  }
  return problems;
}

async function searches(api: Api, { authors }: Load): Promise<string[]> {
  const problems: string[] = [];
  for (const author of authors.slice(0, 3)) {
    problems.push(...differences('a search', await foundOf(api, author), [...author.posts.values()]));
  }
  return problems;
}

/** Everything that a search finds of an author. */
function foundOf({ search }: Api, author: Author): Promise<string[]> {
  const request = { query: `from:${author.handle}`, pageSize: 100 };
  return allPages(async (pageToken) => {
    const { posts, nextPageToken } = await search.searchPosts({ ...request, pageToken }, optionsOf(author));
    return { ids: posts.map(({ id }) => id), nextPageToken };
  });
}

/**
 * Resolves when searches find every post that is acknowledged now, each once, while more are posted.
 * @throws Error when something is missing or doubled after so long
 */
export async function everyPostIsFound(
  transport: Transport,
  { authors }: Load,
  limitMs: number,
): Promise<void> {
  const api = clients(transport);
  const end = performance.now() + limitMs;
  const wanted = new Map(authors.map((author) => [author, [...author.posts.values()]]));
  for (const [author, ids] of wanted) {
    for (;;) {
      const found = await foundOf(api, author).catch((error: Error) => error);
      const problems =
        found instanceof Error
          ? [found.message]
          : differences('a search', found, [...ids, ...found.filter((id) => id > ids.at(-1)!)]);
      if (problems.length === 0) break;
      if (performance.now() > end) throw new Error(problems.join('; '));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Every post has at most one like, so every liked post has one row. */
async function likeNotifications({ notifications }: Api, { authors, likes }: Load): Promise<string[]> {
  const problems: string[] = [];
  for (const author of authors) {
    const own = [...author.posts.values()];
    const found = await allPages(async (pageToken) => {
      const request = { kinds: [NotificationKind.LIKE], pageSize: 100, pageToken };
      const page = await notifications.listNotifications(request, optionsOf(author));
      return {
        ids: page.notifications.map(({ post, actorCount }) => `${post?.id} by ${actorCount}`),
        nextPageToken: page.nextPageToken,
      };
    });
    const liked = own.filter((id) => likes.get(id) === 1).map((id) => `${id} by 1`);
    const unanswered = new Set(own.filter((id) => likes.get(id) === 0).map((id) => `${id} by 1`));
    const certain = found.filter((row) => !unanswered.has(row));
    problems.push(...differences('a list of notifications', certain, liked));
  }
  return problems;
}

async function likeCounts({ posts }: Api, { authors, likes }: Load): Promise<string[]> {
  const problems: string[] = [];
  const liked = [...likes].filter(([, times]) => times > 0).map(([id]) => id);
  for (let from = 0; from < liked.length; from += 100) {
    const ids = liked.slice(from, from + 100);
    const answer = await posts.batchGetPosts({ postIds: ids }, optionsOf(authors[0]!));
    for (const { id, counts } of answer.posts) {
      if (counts?.likeCount !== 1n) problems.push(`post ${id} has ${counts?.likeCount} likes, not 1`);
    }
    if (answer.posts.length !== ids.length)
      problems.push(`${ids.length - answer.posts.length} posts are gone`);
  }
  return problems;
}

async function follows({ graph }: Api, { authors, idols }: Load): Promise<string[]> {
  const problems: string[] = [];
  for (const userId of idols) {
    const wanted = authors.filter((author) => author.follows.get(userId)).map(({ id }) => id);
    const { users } = await graph.listFollowers({ userId, pageSize: 100 }, optionsOf(authors[0]!));
    const found = users.map(({ id }) => id);
    problems.push(...differences(`the list of followers of ${userId}`, found, wanted));
    const { counts } = await graph.getCounts({ userId }, optionsOf(authors[0]!));
    if (Number(counts?.followerCount) !== wanted.length) {
      problems.push(`${userId} is said to have ${counts?.followerCount} followers, not ${wanted.length}`);
    }
  }
  return problems;
}

async function bios({ users }: Api, { authors }: Load): Promise<string[]> {
  const problems: string[] = [];
  for (const author of authors) {
    const { user } = await users.getUser({ key: { case: 'userId', value: author.id } }, optionsOf(author));
    if (user?.bio !== author.bio) problems.push(`the bio of ${author.id} is ${user?.bio}, not ${author.bio}`);
  }
  return problems;
}

async function allPages(
  page: (pageToken: string) => Promise<{ ids: readonly string[]; nextPageToken: string }>,
): Promise<string[]> {
  const all: string[] = [];
  for (let token = ''; ; ) {
    const { ids, nextPageToken } = await page(token);
    all.push(...ids);
    if (nextPageToken === '') return all;
    token = nextPageToken;
  }
}

async function idsOf(
  page: (pageToken: string) => Promise<{ entries: { entryId: string }[]; nextPageToken: string }>,
): Promise<string[]> {
  return allPages(async (token) => {
    const { entries, nextPageToken } = await page(token);
    return { ids: entries.map(({ entryId }) => entryId), nextPageToken };
  });
}

function differences(what: string, found: readonly string[], wanted: readonly string[]): string[] {
  const [have, want] = [new Set(found), new Set(wanted)];
  const lost = wanted.filter((id) => !have.has(id));
  const extra = found.filter((id) => !want.has(id));
  return [
    ...(lost.length > 0 ? [`${what} lacks ${lost.length} of ${wanted.length}: ${lost.slice(0, 3)}`] : []),
    ...(extra.length > 0
      ? [`${what} has ${extra.length} that nobody was told of: ${extra.slice(0, 3)}`]
      : []),
    ...(found.length !== have.size ? [`${what} has something twice`] : []),
  ];
}
