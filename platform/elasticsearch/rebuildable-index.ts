import type { estypes } from '@elastic/elasticsearch';
import { engineUnavailable } from '../engines/unavailable.ts';
import { bulk, type Change, type FailedChange } from './bulk.ts';
import type { Elasticsearch } from './elasticsearch.ts';
import { isIndexMissing } from './errors.ts';
import { type IndexBody, indexCopies, schemaLimit } from './index-copies.ts';

export type { IndexBody } from './index-copies.ts';

/** A document to store, or an id to remove. */
export type Write = { readonly id: string; readonly document?: object };

/**
 * An index of Elasticsearch that can be rebuilt while it is used. Its documents are in the index behind the alias NAME-live.
 * A rebuild fills an index of its own, NAME-ID behind the aliases NAME-next and NAME-next-ID; then the aliases change in one step.
 *
 * Writes go to aliases and not to indices: a write that is slow reaches the index that is live when it arrives, and a late
 * write of a rebuild reaches no other rebuild's index.
 */
export interface RebuildableIndex {
  /**
   * Searches the live index.
   *
   * @throws DomainError DEPENDENCY_UNAVAILABLE instead of an answer of only some of its shards, and when the index is lost
   */
  search<Found extends Record<string, estypes.AggregationsAggregate>>(
    request: estypes.SearchRequest,
  ): Promise<estypes.SearchResponse<unknown, Found>>;
  /**
   * Durable when it returns. Found within half a second.
   *
   * @throws DomainError DEPENDENCY_UNAVAILABLE when the live index is lost: a rebuild or a restart creates it again
   * @throws Error naming the documents that Elasticsearch refuses; the others are written
   */
  write(writes: readonly Write[]): Promise<void>;
  /** 0 when the live index is lost. */
  count(): Promise<number>;
  /**
   * Creates the index of a rebuild and removes those of earlier ones; a later rebuild has a greater id. Does nothing if the
   * rebuild was begun or finished already. When it resolves, every later `write` changes both indices.
   *
   * @throws DomainError CONFLICT after a later rebuild was begun
   */
  beginRebuild(rebuildId: string): Promise<void>;
  /**
   * Adds documents to the index of the rebuild only, except those that a `write` has put there or removed: its are newer.
   *
   * @throws DomainError CONFLICT after a later rebuild was begun, REBUILD_LOST when the index does not exist
   */
  fill(rebuildId: string, documents: readonly Required<Write>[]): Promise<void>;
  /**
   * Makes the index of the rebuild the live one and removes the old one. Does nothing if it was finished already.
   *
   * @throws DomainError CONFLICT after a later rebuild was begun, REBUILD_LOST when the index does not exist
   */
  finishRebuild(rebuildId: string): Promise<void>;
}

/**
 * Takes the place of a document that is removed during a rebuild, in the index of the rebuild: what the rebuild has read before
 * is not added. No search finds it.
 */
const removed = { removed: true };
const isRemoved = { term: removed };
/** How many of them are taken out together. */
const removedTogether = 1_000;
const isRefused = ({ aliasIsMissing }: FailedChange) => !aliasIsMissing;
const withRemoved = ({ mappings, settings }: IndexBody): IndexBody => ({
  mappings: { ...mappings, properties: { ...mappings.properties, removed: { type: 'boolean' } } },
  settings,
});

/**
 * Opens an index, and creates it the first time. An index of an older version gets the fields that it lacks; documents have
 * them when they are written again.
 *
 * @throws Error where a field has another type than it had: then `name` must change, too
 */
export async function openRebuildableIndex(
  db: Elasticsearch,
  name: string,
  givenBody: IndexBody,
): Promise<RebuildableIndex> {
  const body = withRemoved(givenBody);
  const indices = indexCopies(db, name, body);
  const { live, next, copies } = indices;

  const lost = (cause: unknown) =>
    engineUnavailable('elasticsearch', new Error(`${name} is lost`, { cause }));
  /** @throws Error naming the first few */
  const requireNone = (refused: readonly FailedChange[], of: number) => {
    if (refused.length === 0) return;
    const reasons = refused.slice(0, 3).map(({ change, reason }) => `${change.id} (${reason})`);
    throw new Error(`${name} refuses ${refused.length} of ${of} changes: ${reasons.join(', ')}`);
  };
  const changeOf = (alias: string, { id, document }: Write): Change => {
    if (document !== undefined) return { alias, id, action: 'index', document };
    return alias === live
      ? { alias, id, action: 'delete' }
      : { alias, id, action: 'index', document: removed };
  };
  const removalOf = ({ _id, _seq_no, _primary_term }: estypes.SearchHit<unknown>): Change => ({
    alias: live,
    id: _id!,
    action: 'delete',
    version: { if_seq_no: _seq_no!, if_primary_term: _primary_term! },
  });
  const existing = (query?: estypes.QueryDslQueryContainer): estypes.QueryDslQueryContainer => ({
    bool: { ...(query && { filter: query }), must_not: isRemoved },
  });
  /** Removes what a finished rebuild has left. */
  const tidy = async () => {
    await indices.remove((await copies()).orphans);
    // A request that deletes by a query needs a module that the minimal distribution does not have.
    for (;;) {
      await db.ask((client) => client.indices.refresh({ index: live }, schemaLimit));
      const { hits } = await db.read((client) =>
        client.search({ index: live, query: isRemoved, size: removedTogether, seq_no_primary_term: true }),
      );
      if (hits.hits.length === 0) return;
      requireNone(await bulk(db, hits.hits.map(removalOf)), hits.hits.length);
    }
  };

  const found = await copies();
  if (found.live === undefined) await indices.createLive();
  await db.ask((client) =>
    client.indices.putMapping(
      { index: [live, next], ignore_unavailable: true, properties: body.mappings.properties },
      schemaLimit,
    ),
  );

  return {
    search: <Found extends Record<string, estypes.AggregationsAggregate>>({
      query,
      ...request
    }: estypes.SearchRequest) =>
      db
        .read((client) =>
          client.search<unknown, Found>({
            index: live,
            allow_partial_search_results: false,
            track_total_hits: false,
            ...request,
            query: existing(query),
          }),
        )
        .catch((error: unknown) => {
          throw isIndexMissing(error) ? lost(error) : error;
        }),
    async write(writes) {
      const aliases = [live, ...(await copies()).next.map(indices.fillAliasOf)];
      const changes = aliases.flatMap((alias) => writes.map((write) => changeOf(alias, write)));
      const failed = await bulk(db, changes);
      // A rebuild may end before the changes arrive; then the live index is the right one.
      requireNone(failed.filter(isRefused), changes.length);
      const [missing] = failed.filter(({ change }) => change.alias === live);
      if (missing !== undefined) throw lost(missing.reason);
    },
    count: () =>
      db
        .read(async (client) => (await client.count({ index: live, query: existing() })).count)
        .catch((error: unknown) => {
          if (isIndexMissing(error)) return 0;
          throw error;
        }),
    async beginRebuild(rebuildId) {
      const own = indices.indexOf(rebuildId);
      for (;;) {
        const now = await copies();
        try {
          indices.requireLatest(now, rebuildId);
        } catch (error) {
          await indices.remove(now.next.filter((index) => index === own));
          throw error;
        }
        await indices.remove([...now.next.filter((index) => index !== own), ...now.orphans]);
        if (now.live === own || now.next.includes(own)) return;
        // Once more: a later rebuild may have begun meanwhile.
        await indices.createNext(own);
      }
    },
    async fill(rebuildId, documents) {
      const alias = indices.fillAliasOf(indices.indexOf(rebuildId));
      const failed = await bulk(
        db,
        documents.map(({ id, document }) => ({ alias, id, action: 'create', document })),
      );
      requireNone(failed.filter(isRefused), documents.length);
      if (failed.length > 0) indices.requireFinished(await copies(), rebuildId);
    },
    async finishRebuild(rebuildId) {
      const own = indices.indexOf(rebuildId);
      const now = await copies();
      indices.requireLatest(now, rebuildId);
      if (now.next.includes(own)) {
        await db.ask(async (client) => {
          // What was filled is found at once.
          await client.indices.refresh({ index: own }, schemaLimit);
          await client.indices.updateAliases(
            {
              actions: [
                { add: { index: own, alias: live } },
                ...[next, indices.fillAliasOf(own)].map((alias) => ({ remove: { index: own, alias } })),
                ...(now.live ? [{ remove: { index: now.live, alias: live } }] : []),
              ],
            },
            schemaLimit,
          );
        });
      } else indices.requireFinished(now, rebuildId);
      // Not in the same step: Elasticsearch closes a removed index before it uses the changed aliases.
      await tidy();
    },
  };
}
