import type { estypes } from '@elastic/elasticsearch';
import { idBounds } from '../../domain/id-bounds.ts';
import type { Search } from '../../domain/search.ts';
import type { Condition } from '../../domain/tokens.ts';
import { stored } from './mapping.ts';

type Query = estypes.QueryDslQueryContainer;

/** A search as a query that filters: nothing is scored. */
export function queryOf(search: Search, beforeId?: string): Query {
  const bounds = idBounds(search, beforeId);
  return {
    bool: {
      // As texts: numbers of JSON cannot hold ids.
      filter: [
        { range: { id: { gte: bounds.fromId, lt: bounds.beforeId } } },
        ...search.all.flatMap(clausesOf),
      ],
      must_not: search.none.map((condition) => ({ bool: { filter: clausesOf(condition) } })),
    },
  };
}

function clausesOf({ phrases, terms }: Condition): Query[] {
  return [
    ...terms.map((term): Query => ({ term: { terms: stored(term) } })),
    ...phrases.map(
      (words): Query =>
        words.length === 1
          ? { term: { words: stored(words[0]!) } }
          : { match_phrase: { words: words.map(stored).join(' ') } },
    ),
  ];
}
