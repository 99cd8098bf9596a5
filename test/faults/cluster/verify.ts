import type { CallOptions, Transport } from '@connectrpc/connect';
import type { Author } from './load.ts';
import { clients, type Load } from './load.ts';

/** What is not as it was acknowledged; empty when all is well. */
export async function problemsOf(transport: Transport, { authors, likes }: Load): Promise<string[]> {
  const { posts, timeline } = clients(transport);
  const problems: string[] = [];
  const all = authors.flatMap((author) => [...author.posts.values()]);

  const idsOf = async (
    page: (pageToken: string) => Promise<{ entries: { entryId: string }[]; nextPageToken: string }>,
  ) => {
    const ids: string[] = [];
    for (let token = ''; ; ) {
      const { entries, nextPageToken } = await page(token);
      ids.push(...entries.map(({ entryId }) => entryId));
      if (nextPageToken === '') return ids;
      token = nextPageToken;
    }
  };
  const compare = (what: string, found: readonly string[], wanted: readonly string[]) => {
    const [have, want] = [new Set(found), new Set(wanted)];
    const lost = wanted.filter((id) => !have.has(id));
    const extra = found.filter((id) => !want.has(id));
    if (lost.length > 0)
      problems.push(`${what} lacks ${lost.length} of ${wanted.length}: ${lost.slice(0, 3)}`);
    if (extra.length > 0)
      problems.push(`${what} has ${extra.length} that nobody was told of: ${extra.slice(0, 3)}`);
    if (found.length !== have.size) problems.push(`${what} has entries twice`);
    if (found.some((id, n) => n > 0 && id >= found[n - 1]!)) problems.push(`${what} is not newest first`);
  };
  const optionsOf = ({ headers }: Author): CallOptions => ({ headers, timeoutMs: 20_000 });

  for (const author of authors.slice(0, 3)) {
    const own = await idsOf((pageToken) =>
      timeline.listUserTimeline({ userId: author.id, pageSize: 100, pageToken }, optionsOf(author)),
    );
    compare('an author’s timeline', own, [...author.posts.values()]);
  }
  const [reader] = authors;
  const home = await idsOf((pageToken) =>
    timeline.listHomeTimeline({ pageSize: 100, pageToken }, optionsOf(reader!)),
  );
  compare('a home timeline', home, all);
  const liked = [...likes].filter(([, times]) => times > 0).map(([id]) => id);
  for (let from = 0; from < liked.length; from += 100) {
    const ids = liked.slice(from, from + 100);
    const answer = await posts.batchGetPosts({ postIds: ids }, optionsOf(reader!));
    for (const { id, counts } of answer.posts) {
      if (counts?.likeCount !== 1n) problems.push(`post ${id} has ${counts?.likeCount} likes, not 1`);
    }
  }
  return problems;
}
