import type { RebuildableIndex } from '../../../../platform/elasticsearch/rebuildable-index.ts';
import type { PersonDocument } from '../../domain/person.ts';
import type { PeopleIndex } from '../../ports.ts';
import { documentsOf } from './documents.ts';
import { indexBody, stored } from './mapping.ts';

/** The index of people. */
export const peopleIndexBody = indexBody(
  { id: { type: 'long' }, terms: { type: 'keyword', doc_values: false }, level: { type: 'short' } },
  { level: 'desc', id: 'asc' },
);

/** @param index made with `peopleIndexBody` */
export function elasticsearchPeopleIndex(index: RebuildableIndex): PeopleIndex {
  return {
    ...documentsOf(index, fieldsOf),
    async find(condition, { after, limit }) {
      const filter = condition.map((terms) => ({ terms: { terms: terms.map(stored) } }));
      const { hits } = await index.search({
        query: { bool: { filter } },
        sort: [{ level: 'desc' }, { id: 'asc' }],
        ...(after && { search_after: [after.level, after.id] }),
        size: limit,
      });
      return hits.hits.map(({ _id, sort }) => ({ id: _id!, level: Number(sort![0]) }));
    },
  };
}

function fieldsOf({ id, terms, level }: PersonDocument): object {
  return { id, terms: [...terms].map(stored), level };
}
