import type { Statements } from '../../../../platform/sqlite/statements.ts';
import {
  type EdgeName,
  type Edges,
  edgeNames,
  type Pair,
  type RelationEffect,
} from '../../domain/relation-change.ts';

/** The tables of edges, each from an actor to a target. */
export type EdgeTable = 'follow' | 'block' | 'mute';

export const tableOf: Readonly<Record<EdgeName, EdgeTable>> = {
  follows: 'follow',
  blocks: 'block',
  mutes: 'mute',
};

function addEdge(tx: Statements, table: EdgeTable, actorId: string, targetId: string): void {
  tx.run(`INSERT INTO ${table} (actor_id, target_id) VALUES (?, ?)`, actorId, targetId);
}

export function removeEdge(tx: Statements, table: EdgeTable, actorId: string, targetId: string): void {
  tx.run(`DELETE FROM ${table} WHERE actor_id = ? AND target_id = ?`, actorId, targetId);
}

/** The changes of one person's figures. */
export interface Growth {
  readonly version?: number;
  readonly followers?: number;
  readonly following?: number;
}

// SQLite evaluates CHECK constraints before it resolves the conflict, so the inserted row must not have negative counts.
const GROW = `
  INSERT INTO person (user_id, version, follower_count, following_count)
  VALUES (?1, 1 + ?2, max(?3, 0), max(?4, 0))
  ON CONFLICT DO UPDATE SET
    version = version + ?2,
    follower_count = follower_count + ?3,
    following_count = following_count + ?4`;

export function grow(tx: Statements, userId: string, growth: Growth): void {
  tx.run(GROW, userId, growth.version ?? 0, growth.followers ?? 0, growth.following ?? 0);
}

/** Writes the edges that an effect adds and removes, and the counts and versions of both people. */
export function writeEffect(
  tx: Statements,
  { actorId, targetId }: { actorId: string; targetId: string },
  before: Pair,
  { actor, target, targetSees }: RelationEffect,
): void {
  writeEdges(tx, actorId, targetId, before.actor, actor);
  writeEdges(tx, targetId, actorId, before.target, target);
  const out = Number(actor.follows) - Number(before.actor.follows);
  const back = Number(target.follows) - Number(before.target.follows);
  grow(tx, actorId, { version: 1, following: out, followers: back });
  if (targetSees || out !== 0 || back !== 0) {
    grow(tx, targetId, { version: targetSees ? 1 : 0, following: back, followers: out });
  }
}

function writeEdges(tx: Statements, from: string, to: string, before: Edges, after: Edges): void {
  for (const name of edgeNames) {
    if (after[name] && !before[name]) addEdge(tx, tableOf[name], from, to);
    if (!after[name] && before[name]) removeEdge(tx, tableOf[name], from, to);
  }
}
