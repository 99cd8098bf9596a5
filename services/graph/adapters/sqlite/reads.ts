import type { SqlValue, Statements } from '../../../../platform/sqlite/statements.ts';
import type { Relationship } from '../../domain/relation.ts';
import type { Pair } from '../../domain/relation-change.ts';
import type { GraphCounts, Hidden, ListName, ViewerGraph } from '../../ports.ts';

const COUNTS = `
  SELECT coalesce(follower_count, 0) AS followerCount, coalesce(following_count, 0) AS followingCount
  FROM json_each(?) AS asked LEFT JOIN person ON person.user_id = asked.value ORDER BY asked.key`;

export function readCounts(rows: Statements, userIds: readonly string[]): GraphCounts[] {
  return rows.all<GraphCounts>(COUNTS, JSON.stringify(userIds));
}

const edge = (table: string, from: string, to: string) =>
  `EXISTS (SELECT 1 FROM ${table} WHERE actor_id = ${from} AND target_id = ${to})`;

const RELATIONSHIPS = `
  SELECT
    asked.value AS userId,
    ${edge('follow', '?1', 'asked.value')} AS following,
    ${edge('follow', 'asked.value', '?1')} AS followedBy,
    ${edge('block', '?1', 'asked.value')} AS blocking,
    ${edge('block', 'asked.value', '?1')} AS blockedBy,
    ${edge('mute', '?1', 'asked.value')} AS muting
  FROM json_each(?2) AS asked ORDER BY asked.key`;

export function readRelationships(
  rows: Statements,
  viewerId: string,
  userIds: readonly string[],
): Relationship[] {
  type Found = { [K in keyof Relationship]: Relationship[K] extends boolean ? number : string };
  return rows.all<Found>(RELATIONSHIPS, viewerId, JSON.stringify(userIds)).map((found) => ({
    userId: found.userId,
    following: found.following === 1,
    followedBy: found.followedBy === 1,
    blocking: found.blocking === 1,
    blockedBy: found.blockedBy === 1,
    muting: found.muting === 1,
  }));
}

/** The edges between two people. */
export function readPair(rows: Statements, actorId: string, targetId: string): Pair {
  const { following, followedBy, blocking, blockedBy, muting } = readRelationships(rows, actorId, [
    targetId,
  ])[0]!;
  return {
    actor: { follows: following, blocks: blocking, mutes: muting },
    // No rule needs to know whether the target mutes the actor.
    target: { follows: followedBy, blocks: blockedBy, mutes: false },
  };
}

const HIDDEN_AMONG = `
  SELECT DISTINCT id, blocked, muted FROM (
    SELECT
      asked.value AS id,
      ${edge('block', '?1', 'asked.value')} OR ${edge('block', 'asked.value', '?1')} AS blocked,
      ${edge('mute', '?1', 'asked.value')} AS muted
    FROM json_each(?2) AS asked
  ) WHERE blocked OR muted`;

export function readHiddenAmong(rows: Statements, viewerId: string, userIds: readonly string[]): Hidden {
  type Found = { id: string; blocked: number; muted: number };
  const found = rows.all<Found>(HIDDEN_AMONG, viewerId, JSON.stringify(userIds));
  const idsWhere = (isHidden: (row: Found) => boolean) => found.filter(isHidden).map(({ id }) => id);
  return {
    blockedIds: idsWhere(({ blocked }) => blocked === 1),
    mutedIds: idsWhere(({ muted }) => muted === 1),
  };
}

// One row of JSON instead of one row per id: several times cheaper to read. SQLite keeps the order of a subquery under this
// aggregate.
const idsOf = (sorted: string) => `SELECT json_group_array(id) AS ids FROM (${sorted})`;

function readIds(rows: Statements, sql: string, ...parameters: SqlValue[]): string[] {
  return JSON.parse(rows.get<{ ids: string }>(sql, ...parameters)!.ids);
}

const page = (table: string, of: string, id: string) =>
  idsOf(`SELECT ${id} AS id FROM ${table} WHERE ${of} = ? AND ${id} > ? ORDER BY ${id} LIMIT ?`);

const LISTS: Readonly<Record<ListName, string>> = {
  followers: page('follow', 'target_id', 'actor_id'),
  following: page('follow', 'actor_id', 'target_id'),
  blocked: page('block', 'actor_id', 'target_id'),
  muted: page('mute', 'actor_id', 'target_id'),
};

export function readList(
  rows: Statements,
  name: ListName,
  userId: string,
  afterId: string,
  limit: number,
): string[] {
  return readIds(rows, LISTS[name], userId, afterId, limit);
}

const VERSION = 'SELECT version FROM person WHERE user_id = ?';
const VERSIONS = `
  SELECT coalesce(person.version, 1) AS version
  FROM json_each(?) AS asked LEFT JOIN person ON person.user_id = asked.value ORDER BY asked.key`;

export function readVersions(rows: Statements, userIds: readonly string[]): number[] {
  return rows.all<{ version: number }>(VERSIONS, JSON.stringify(userIds)).map(({ version }) => version);
}

const FOLLOWING_IDS = idsOf('SELECT target_id AS id FROM follow WHERE actor_id = ? ORDER BY target_id');
const MUTED_IDS = idsOf('SELECT target_id AS id FROM mute WHERE actor_id = ? ORDER BY target_id');
const BLOCKED_IDS = idsOf(`
  SELECT target_id AS id FROM block WHERE actor_id = ?1
  UNION SELECT actor_id FROM block WHERE target_id = ?1 ORDER BY id`);

/**
 * Several statements, one snapshot: only this process writes the file, on this thread, and nothing runs between the
 * statements of one synchronous read.
 */
export function readViewerGraph(rows: Statements, userId: string, knownVersion: number): ViewerGraph {
  const version = rows.get<{ version: number }>(VERSION, userId)?.version ?? 1;
  if (version === knownVersion) {
    return { version, unchanged: true, followingIds: [], mutedIds: [], blockedIds: [] };
  }
  return {
    version,
    unchanged: false,
    followingIds: readIds(rows, FOLLOWING_IDS, userId),
    mutedIds: readIds(rows, MUTED_IDS, userId),
    blockedIds: readIds(rows, BLOCKED_IDS, userId),
  };
}
