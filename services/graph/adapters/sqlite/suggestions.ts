import type { Statements } from '../../../../platform/sqlite/statements.ts';
import type { GraphStore, Suggestion } from '../../ports.ts';

// `edge_sum` is the running sum of edges in the order of sources, so the bound ends between two sources.
const SUGGESTIONS = `
  WITH
  ranked AS (
    SELECT followed.target_id AS id,
      sum(person.following_count) OVER (ORDER BY person.following_count, person.user_id) AS edge_sum
    FROM follow AS followed JOIN person ON person.user_id = followed.target_id
    WHERE followed.actor_id = ?1 AND person.following_count > 0
    ORDER BY person.following_count, person.user_id
    LIMIT ?2
  ),
  source AS MATERIALIZED (SELECT id FROM ranked WHERE edge_sum <= ?3),
  candidate AS MATERIALIZED (
    SELECT edge.target_id AS id, count(*) AS mutual
    FROM source CROSS JOIN follow AS edge ON edge.actor_id = source.id
    GROUP BY edge.target_id
  )
  SELECT id AS userId, mutual AS mutualCount FROM candidate
  WHERE (mutual < ?4 OR (mutual = ?4 AND id > ?5))
    AND id <> ?1
    AND NOT EXISTS (SELECT 1 FROM follow WHERE actor_id = ?1 AND target_id = id)
    AND NOT EXISTS (SELECT 1 FROM mute WHERE actor_id = ?1 AND target_id = id)
    AND NOT EXISTS (SELECT 1 FROM block WHERE actor_id = ?1 AND target_id = id)
    AND NOT EXISTS (SELECT 1 FROM block WHERE actor_id = id AND target_id = ?1)
  ORDER BY mutual DESC, id LIMIT ?6`;

type Query = Parameters<GraphStore['suggestions']>[0];

export function readSuggestions(rows: Statements, { viewerId, after, limit, bounds }: Query): Suggestion[] {
  const found = rows.all<Suggestion>(
    SUGGESTIONS,
    viewerId,
    bounds.maxSources,
    bounds.maxEdges,
    after?.mutualCount ?? Number.MAX_SAFE_INTEGER,
    after?.userId ?? '',
    limit,
  );
  return found.map(({ userId, mutualCount }) => ({ userId, mutualCount }));
}
