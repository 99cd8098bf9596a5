import type { Cassandra } from '../../../../platform/cassandra/cassandra.ts';
import { mismatchesAmong } from '../../../../platform/count-check.ts';
import { NO_COUNTS } from '../../domain/post.ts';
import type { PostStore } from '../../ports.ts';
import { type CountKind, countRows, readCounts, recountAll } from './counts.ts';

/** The names of the contract. */
const nameOf: Readonly<Record<CountKind, string>> = {
  replies: 'reply_count',
  reposts: 'repost_count',
  likes: 'like_count',
  quotes: 'quote_count',
};
const kinds = Object.keys(nameOf) as CountKind[];

/** How many posts are counted at once. */
const countedTogether = 10;

/**
 * A count is written shortly after the row that it counts: only what differs twice is a fault. The count of a famous post may
 * differ longer, until its consumer has counted it again.
 */
export function cassandraCountCheck(db: Cassandra, postIds: PostStore['postIds']): PostStore['verifyCounts'] {
  const named = (value: (kind: CountKind) => number) =>
    Object.fromEntries(kinds.map((kind) => [nameOf[kind], value(kind)]));
  const compareOne = async (id: string) => {
    const counted = new Map(
      await Promise.all(kinds.map(async (kind) => [kind, await countRows(db, id, kind)] as const)),
    );
    // Read later than the rows: a change between makes a difference that the second look does not find.
    const stored = (await readCounts(db, [id])).get(id) ?? NO_COUNTS;
    return { id, stored: named((kind) => stored[kind]), counted: named((kind) => counted.get(kind)!) };
  };
  const compare = async (ids: readonly string[]) => {
    const compared: Awaited<ReturnType<typeof compareOne>>[] = [];
    for (let from = 0; from < ids.length; from += countedTogether)
      compared.push(...(await Promise.all(ids.slice(from, from + countedTogether).map(compareOne))));
    return mismatchesAmong(compared);
  };
  return async ({ afterId, limit, repair }) => {
    const ids = await postIds(afterId, limit);
    const suspects = new Set((await compare(ids)).map(({ subjectId }) => subjectId));
    const mismatches = await compare([...suspects]);
    if (repair) {
      for (const { subjectId, name } of mismatches) {
        const kind = kinds.find((each) => nameOf[each] === name)!;
        await recountAll(db, subjectId, kind);
      }
    }
    return { checked: ids.length, mismatches, nextAfterId: ids.length < limit ? '' : ids.at(-1)! };
  };
}
