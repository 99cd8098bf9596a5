import type { Ask, Dgraph } from '../../../../platform/dgraph/dgraph.ts';
import { literals } from '../../../../platform/dgraph/quads.ts';
import { type GraphCounts, type GraphStore, NO_COUNTS, type ViewerGraph } from '../../ports.ts';
import type { Names } from './schema.ts';

type Reads = Pick<
  GraphStore,
  'viewerGraph' | 'versions' | 'list' | 'counts' | 'relationships' | 'hiddenAmong'
>;

interface Person {
  readonly id: string;
}

const idsOf = (people: readonly Person[] | undefined) => (people ?? []).map(({ id }) => id);

export function dgraphReads(db: Dgraph, names: Names): Reads {
  const { id, version, follows, blocks, mutes } = names;
  const lists = { followers: `~${follows}`, following: follows, blocked: blocks, muted: mutes };

  const viewer = `query viewer($user: string, $known: int) {
    P as var(func: eq(${id}, $user)) { V as ${version} }
    person(func: uid(P)) { version: ${version} }
    changed(func: uid(P)) @filter(NOT eq(val(V), $known)) {
      following: ${follows} { id: ${id} }
      muted: ${mutes} { id: ${id} }
      blocked: ${blocks} { id: ${id} }
      blockedBy: ~${blocks} { id: ${id} }
    }
  }`;
  const uid = `query uid($id: string) { person(func: eq(${id}, $id)) { uid } }`;
  const page = (predicate: string, after: string) => `query page($user: string, $limit: int) {
    person(func: eq(${id}, $user)) { people: ${predicate} (first: $limit, after: ${after}) { id: ${id} } }
  }`;
  const versions = (ids: readonly string[]) => `{
    people(func: eq(${id}, ${literals(ids)})) { id: ${id} version: ${version} }
  }`;
  const counts = (ids: readonly string[]) => `{
    people(func: eq(${id}, ${literals(ids)})) {
      id: ${id} followerCount: count(~${follows}) followingCount: count(${follows})
    }
  }`;
  const between = (ids: readonly string[]) => `query between($viewer: string) {
    Asked as var(func: eq(${id}, ${literals(ids)}))
    V as var(func: eq(${id}, $viewer))
    viewer(func: uid(V)) {
      following: ${follows} @filter(uid(Asked)) { id: ${id} }
      blocking: ${blocks} @filter(uid(Asked)) { id: ${id} }
      muting: ${mutes} @filter(uid(Asked)) { id: ${id} }
    }
    followedBy(func: uid(Asked)) @cascade { id: ${id} ${follows} @filter(uid(V)) { uid } }
    blockedBy(func: uid(Asked)) @cascade { id: ${id} ${blocks} @filter(uid(V)) { uid } }
  }`;
  interface Between {
    viewer: { following?: Person[]; blocking?: Person[]; muting?: Person[] }[];
    followedBy: Person[];
    blockedBy: Person[];
  }
  const askBetween = async (viewerId: string, userIds: readonly string[]) => {
    const found = await db.read((ask) => ask<Between>(between([...new Set(userIds)]), { $viewer: viewerId }));
    const [own] = found.viewer;
    return {
      following: new Set(idsOf(own?.following)),
      followedBy: new Set(idsOf(found.followedBy)),
      blocking: new Set(idsOf(own?.blocking)),
      blockedBy: new Set(idsOf(found.blockedBy)),
      muting: new Set(idsOf(own?.muting)),
    };
  };
  /** The uid after which a list continues. Dgraph lists are in order of uid, and a person's uid never changes. */
  const placeOf = async (ask: Ask, afterId: string): Promise<string | undefined> =>
    afterId === '' ? '0x0' : (await ask<{ person: { uid: string }[] }>(uid, { $id: afterId })).person[0]?.uid;

  return {
    async viewerGraph(userId, knownVersion): Promise<ViewerGraph> {
      interface Found {
        person: { version?: number }[];
        changed: { following?: Person[]; muted?: Person[]; blocked?: Person[]; blockedBy?: Person[] }[];
      }
      const found = await db.read((ask) =>
        ask<Found>(viewer, { $user: userId, $known: String(knownVersion) }),
      );
      const current = found.person[0]?.version ?? 1;
      const unchanged = current === knownVersion;
      const lists = unchanged ? undefined : found.changed[0];
      return {
        version: current,
        unchanged,
        followingIds: idsOf(lists?.following).sort(),
        mutedIds: idsOf(lists?.muted).sort(),
        blockedIds: [...new Set([...idsOf(lists?.blocked), ...idsOf(lists?.blockedBy)])].sort(),
      };
    },
    async versions(userIds) {
      if (userIds.length === 0) return [];
      const { people } = await db.read((ask) =>
        ask<{ people: { id: string; version?: number }[] }>(versions([...new Set(userIds)])),
      );
      const byId = new Map(people.map((each) => [each.id, each.version]));
      return userIds.map((userId) => byId.get(userId) ?? 1);
    },
    list: (name, userId, afterId, limit) =>
      db.read(async (ask) => {
        const after = await placeOf(ask, afterId);
        if (after === undefined) return [];
        const { person } = await ask<{ person: { people?: Person[] }[] }>(page(lists[name], after), {
          $user: userId,
          $limit: String(limit),
        });
        return idsOf(person[0]?.people);
      }),
    async counts(userIds) {
      if (userIds.length === 0) return [];
      const { people } = await db.read((ask) =>
        ask<{ people: ({ id: string } & GraphCounts)[] }>(counts([...new Set(userIds)])),
      );
      const byId = new Map(people.map(({ id, ...counts }) => [id, counts]));
      return userIds.map((userId) => byId.get(userId) ?? NO_COUNTS);
    },
    async relationships(viewerId, userIds) {
      if (userIds.length === 0) return [];
      const found = await askBetween(viewerId, userIds);
      return userIds.map((userId) => ({
        userId,
        following: found.following.has(userId),
        followedBy: found.followedBy.has(userId),
        blocking: found.blocking.has(userId),
        blockedBy: found.blockedBy.has(userId),
        muting: found.muting.has(userId),
      }));
    },
    async hiddenAmong(viewerId, userIds) {
      if (userIds.length === 0) return { blockedIds: [], mutedIds: [] };
      const { blocking, blockedBy, muting } = await askBetween(viewerId, userIds);
      return { blockedIds: [...blocking.union(blockedBy)], mutedIds: [...muting] };
    },
  };
}
