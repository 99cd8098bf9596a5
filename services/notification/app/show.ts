import { type Fold, headOf, type Member, maxDeeds, shownPeople } from '../domain/fold.ts';
import { endOf, keys, monthPartition, parseFoldName } from '../domain/keys.ts';
import type { ShownRow } from '../domain/shown-row.ts';
import type { AppContext } from './context.ts';
import type { ReaderSettings } from './reader-settings.ts';
import { readFold } from './stored.ts';

/** A row of the list: the id of its newest deed, and its fold. */
export interface ListedRow {
  readonly id: string;
  readonly name: string;
}

interface Found extends ListedRow {
  readonly fold: Fold;
}

/** Each of so many people of a row is checked. */
const checkedPeople = 100;

/** The people of a row, as the reader may see them. */
export interface VisiblePeople {
  readonly actors: readonly Uint8Array[];
  readonly actorCount: number;
}

export interface Show {
  /** The rows of at most 100 that the reader may see, in the given order. */
  rows(readerId: string, listed: readonly ListedRow[]): Promise<readonly ShownRow[]>;
  /** The rows of these folds now. Folds without a row are absent. */
  folds(readerId: string, names: readonly string[]): Promise<readonly ShownRow[]>;
  /** Members of a fold below an id, newest first; at most `limit`. */
  members(
    readerId: string,
    name: string,
    belowId: string | undefined,
    limit: number,
  ): Promise<readonly Member[]>;
  /** Encoded people by id, without those whom the reader may not see; at most 1,000. */
  people(readerId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}

type Context = Pick<AppContext, 'rows' | 'relations' | 'hydration'>;

export function show({ rows, relations, hydration }: Context, settings: ReaderSettings): Show {
  const foldsOf = async (readerId: string, names: readonly string[]): Promise<ReadonlyMap<string, Fold>> => {
    const partitions = Map.groupBy(new Set(names), (name) =>
      monthPartition(readerId, parseFoldName(name).day),
    );
    const found = await Promise.all(
      [...partitions].map(async ([partition, some]) => {
        const values = await rows.get(partition, some.map(keys.fold));
        return some.map((name) => [name, readFold(values.get(keys.fold(name)))] as const);
      }),
    );
    return new Map(found.flat());
  };
  const gather = async (readerId: string, postIds: readonly string[], userIds: readonly string[]) => {
    const [hidden, found] = await Promise.all([
      relations.hidden(readerId, userIds),
      hydration.gather(readerId, postIds, userIds),
    ]);
    const users = new Map([...found.users].filter(([userId]) => !hidden.has(userId)));
    return { posts: found.posts, users };
  };
  const members: Show['members'] = async (readerId, name, belowId, limit) => {
    const prefix = keys.member(name, '');
    const below = belowId === undefined ? endOf(prefix) : keys.member(name, belowId);
    const partition = monthPartition(readerId, parseFoldName(name).day);
    const found = await rows.newest(partition, { from: prefix, below, limit });
    return found.map(({ key, value }) => ({ id: key.slice(prefix.length), actorId: value }));
  };
  const people: Show['people'] = async (readerId, userIds) => (await gather(readerId, [], userIds)).users;

  /** Undefined when the reader may see nobody of the fold. */
  const visiblePeople = async (
    readerId: string,
    { name, fold }: Found,
    users: ReadonlyMap<string, Uint8Array>,
  ): Promise<VisiblePeople | undefined> => {
    const { newest } = fold;
    const actors = newest.flatMap(({ actorId }) => users.get(actorId) ?? []);
    if (fold.count <= newest.length)
      return actors.length === 0 ? undefined : { actors, actorCount: actors.length };
    // Hidden people are not counted. In a long row that costs too much, unless its first people are hidden.
    if (actors.length === newest.length && fold.count > checkedPeople)
      return { actors, actorCount: fold.count };
    const all = await members(readerId, name, undefined, maxDeeds);
    const seen = await people(
      readerId,
      all.map(({ actorId }) => actorId),
    );
    const visible = all.flatMap(({ actorId }) => seen.get(actorId) ?? []);
    if (visible.length === 0) return undefined;
    return { actors: visible.slice(0, shownPeople), actorCount: visible.length };
  };

  const shown = async (readerId: string, found: readonly Found[]): Promise<readonly ShownRow[]> => {
    const postIds = found.map(({ name }) => parseFoldName(name).postId).filter((id) => id !== '');
    const userIds = found.flatMap(({ fold }) => fold.newest.map(({ actorId }) => actorId));
    if (userIds.length === 0) return [];
    const { posts, users } = await gather(readerId, [...new Set(postIds)], [...new Set(userIds)]);
    const muted = (await settings.hasMutedThreads(readerId))
      ? await settings.mutedThreads(readerId, [...new Set([...posts.values()].map(hydration.rootIdOf))])
      : new Set<string>();
    const answers = await Promise.all(
      found.map(async (row): Promise<ShownRow | undefined> => {
        const { kind, postId } = parseFoldName(row.name);
        const post = posts.get(postId);
        if (postId !== '' && post === undefined) return undefined;
        if (post && muted.size > 0 && muted.has(hydration.rootIdOf(post))) return undefined;
        const visible = await visiblePeople(readerId, row, users);
        return visible && { id: row.id, kind, post, ...visible, moreActors: row.fold.full };
      }),
    );
    return answers.filter((row) => row !== undefined);
  };

  return {
    async rows(readerId, listed) {
      const folds = await foldsOf(
        readerId,
        listed.map(({ name }) => name),
      );
      const found = listed.flatMap((row) => {
        const fold = folds.get(row.name)!;
        // A row that moved since it was read is at its new place.
        return headOf(fold) === row.id ? [{ ...row, fold }] : [];
      });
      return shown(readerId, found);
    },
    async folds(readerId, names) {
      const folds = await foldsOf(readerId, names);
      const found = [...folds].flatMap(([name, fold]) => {
        const id = headOf(fold);
        return id === undefined ? [] : [{ id, name, fold }];
      });
      return shown(
        readerId,
        found.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      );
    },
    members,
    people,
  };
}
