import type { estypes } from '@elastic/elasticsearch';
import type { RebuildableIndex } from '../../../../platform/elasticsearch/rebuildable-index.ts';
import type { PostDocument } from '../../domain/document.ts';
import type { Candidate, PostIndex } from '../../ports.ts';
import { documentsOf } from './documents.ts';
import { indexBody, stored } from './mapping.ts';
import { queryOf } from './query.ts';

/** The index of posts. */
export const postIndexBody = indexBody(
  {
    id: { type: 'long' },
    words: { type: 'text', analyzer: 'whitespace', norms: false },
    terms: { type: 'keyword', doc_values: false },
    hashtags: { type: 'keyword' },
    word_count: { type: 'integer', index: false },
    like_level: { type: 'byte' },
  },
  { id: 'desc' },
);

/** @param index made with `postIndexBody` */
export function elasticsearchPostIndex(index: RebuildableIndex): PostIndex {
  const candidates = async (request: estypes.SearchRequest): Promise<Candidate[]> => {
    if (request.size === 0) return [];
    const { hits } = await index.search({ docvalue_fields: ['word_count', 'like_level'], ...request });
    return hits.hits.map(({ _id, fields }) => ({
      id: _id!,
      wordCount: fields!.word_count[0],
      likeLevel: fields!.like_level[0],
    }));
  };

  return {
    ...documentsOf(index, fieldsOf),
    async newest(wanted, { beforeId, limit }) {
      const { hits } = await index.search({
        query: queryOf(wanted, beforeId),
        sort: [{ id: 'desc' }],
        size: limit,
      });
      return hits.hits.map(({ _id }) => _id!);
    },
    async candidates(wanted, { newest, mostLiked }) {
      const query = queryOf(wanted);
      const liked = { bool: { filter: [query, { range: { like_level: { gt: 0 } } }] } };
      const lists = await Promise.all([
        candidates({ query, sort: [{ id: 'desc' }], size: newest }),
        candidates({ query: liked, sort: [{ like_level: 'desc' }, { id: 'desc' }], size: mostLiked }),
      ]);
      return [...new Map(lists.flat().map((each) => [each.id, each])).values()];
    },
    async hashtags(prefix, limit) {
      const { aggregations } = await index.search<{ tags: estypes.AggregationsStringTermsAggregate }>({
        query: { prefix: { hashtags: prefix } },
        size: 0,
        aggs: {
          tags: {
            terms: {
              field: 'hashtags',
              include: `${literal(prefix)}.*`,
              size: limit,
              order: [{ _count: 'desc' }, { _key: 'asc' }],
              // Otherwise every change makes the next request number all hashtags.
              execution_hint: 'map',
            },
          },
        },
      });
      const buckets = aggregations!.tags.buckets as estypes.AggregationsStringTermsBucket[];
      return buckets.map(({ key }) => String(key));
    },
  };
}

function fieldsOf({ id, words, terms, hashtags, likeLevel }: PostDocument): object {
  return {
    id,
    words: words.map(stored).join(' '),
    terms: [...terms].map(stored),
    hashtags,
    word_count: words.length,
    like_level: likeLevel,
  };
}

/** A text as a regular expression of Lucene that matches nothing else. */
function literal(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}]/gu, '\\$&');
}
