import type { Entry, PostBody, PostState, Stamp } from '../domain/post.ts';
import type { RecentReactions } from '../ports.ts';

export interface PostRow {
  id: string;
  author_id: string;
  reply_to_id: string;
  root_id: string;
  quoted_id: string;
  removal_id: string;
  reply_count: number;
  repost_count: number;
  like_count: number;
  quote_count: number;
}

export const POST_COLUMNS =
  'id, author_id, reply_to_id, root_id, quoted_id, removal_id, reply_count, repost_count, like_count, quote_count';

export function stateOf(row: PostRow): PostState {
  return {
    id: row.id,
    authorId: row.author_id,
    replyToId: row.reply_to_id,
    rootId: row.root_id,
    quotedId: row.quoted_id,
    deleted: row.removal_id !== '',
    counts: {
      replies: row.reply_count,
      reposts: row.repost_count,
      likes: row.like_count,
      quotes: row.quote_count,
    },
  };
}

/**
 * All rows of a query as one text with a line per row. It takes half the time of one object per row, which matters in
 * hydration. No column of a post contains a blank or a line feed.
 */
export const POST_LINES = `group_concat(concat_ws(' ', ${POST_COLUMNS}), char(10)) AS lines`;

export function stateOfLine(line: string): PostState {
  const [id = '', authorId = '', replyToId = '', rootId = '', quotedId = '', removalId, ...counts] =
    line.split(' ');
  const [replies = 0, reposts = 0, likes = 0, quotes = 0] = counts.map(Number);
  const deleted = removalId !== '';
  return { id, authorId, replyToId, rootId, quotedId, deleted, counts: { replies, reposts, likes, quotes } };
}

export interface BodyRow {
  id: string;
  text: string;
  entities: string;
}

export function entitiesOf({ mentions, hashtags, links, mediaIds }: PostBody): string {
  return JSON.stringify({ mentions, hashtags, links, mediaIds });
}

export function bodyOf({ id, text, entities }: BodyRow): PostBody {
  return { id, text, ...(JSON.parse(entities) as Omit<PostBody, 'id' | 'text'>) };
}

/** The numbers of skein.post.mesh.v1.Stamp. */
const stamps: Readonly<Record<Stamp, number>> = { push: 1, pull: 2 };

export function stampNumber(stamp: Stamp): number {
  return stamps[stamp];
}

export interface EntryRow {
  author_id: string;
  id: string;
  subject_id: string;
  subject_author_id: string;
  stamp: number;
}

export function entryOf(row: EntryRow): Entry {
  return {
    id: row.id,
    actorId: row.author_id,
    subjectId: row.subject_id,
    subjectAuthorId: row.subject_author_id,
    stamp: row.stamp === stamps.pull ? 'pull' : 'push',
  };
}

/** What a person did with one post: booleans, or 0 and 1. Null if they never did. */
interface ReactionsRow {
  post_id: string;
  liked: boolean | number | null;
  reposted: boolean | number | null;
}

/** @param rows those with the greatest ids, greatest first, at most `limit` */
export function recentReactionsOf(rows: readonly ReactionsRow[], limit: number): RecentReactions {
  const idsOf = (which: 'liked' | 'reposted') => rows.flatMap((row) => (row[which] ? [row.post_id] : []));
  return {
    fromId: rows.length < limit ? '' : (rows.at(-1)?.post_id ?? ''),
    liked: idsOf('liked'),
    reposted: idsOf('reposted'),
  };
}
