import type { estypes } from '@elastic/elasticsearch';
import { bulk, type Change } from './bulk.ts';
import type { Elasticsearch } from './elasticsearch.ts';
import { isIndexMissing, isIndexPresent } from './errors.ts';

/** A document to store, or an id to remove. */
export type Write = { readonly id: string; readonly document?: object };

/**
 * An index of Elasticsearch that can be rebuilt while it is used. Its documents are in one of two indices, NAME-0 and NAME-1,
 * behind the alias NAME-live. A rebuild fills the other one behind the alias NAME-next; then the aliases change in one step.
 *
 * Writes go to aliases and not to indices: a write that is slow reaches the index that is live when it arrives.
 */
export interface RebuildableIndex {
  /**
   * Searches the live index.
   *
   * @throws DomainError DEPENDENCY_UNAVAILABLE instead of an answer of only some of its shards
   */
  search<Found extends Record<string, estypes.AggregationsAggregate>>(
    request: estypes.SearchRequest,
  ): Promise<estypes.SearchResponse<unknown, Found>>;
  /**
   * Durable when it returns. Found within half a second.
   *
   * @throws Error naming the documents that Elasticsearch refuses; the others are written
   */
  write(writes: readonly Write[]): Promise<void>;
  count(): Promise<number>;
  /** Creates the second index, or continues with it. When it resolves, every later `write` changes both. */
  beginRebuild(): Promise<void>;
  /**
   * Adds documents to the second index only, except those that a `write` has put there: theirs are newer.
   *
   * @throws Error without a rebuild
   */
  fill(documents: readonly Required<Write>[]): Promise<void>;
  /** Makes the second index the live one and removes the first. Without a rebuild it does nothing. */
  finishRebuild(): Promise<void>;
  /** Removes the second index. Without a rebuild it does nothing. */
  abandonRebuild(): Promise<void>;
}

/** For requests that only the master answers, such as creating an index. */
const schemaLimit = { requestTimeout: 30_000 };

/** Mappings and settings of an index. */
export interface IndexBody {
  readonly mappings: estypes.MappingTypeMapping & Required<Pick<estypes.MappingTypeMapping, 'properties'>>;
  readonly settings: estypes.IndicesIndexSettings;
}

/**
 * Opens an index, and creates it the first time. An index of an older version gets the fields that it lacks; documents have
 * them when they are written again.
 *
 * @throws Error where a field has another type than it had: then `name` must change, too
 */
export async function openRebuildableIndex(
  db: Elasticsearch,
  name: string,
  body: IndexBody,
): Promise<RebuildableIndex> {
  const live = `${name}-live`;
  const next = `${name}-next`;
  const copies = [`${name}-0`, `${name}-1`] as const;

  /** Creates an index behind an alias, unless another process was faster. */
  const create = (index: string, alias: string) =>
    db.ask((client) =>
      client.indices.create({ index, ...body, aliases: { [alias]: {} } }, schemaLimit).then(
        () => true,
        (error: unknown) => {
          if (isIndexPresent(error)) return false;
          throw error;
        },
      ),
    );
  const remove = (index: string) =>
    db.ask((client) => client.indices.delete({ index, ignore_unavailable: true }, schemaLimit));
  /** The index behind an alias. */
  const behind = (alias: string): Promise<string | undefined> =>
    db.ask((client) =>
      client.indices.getAlias({ name: alias }, schemaLimit).then(
        (found) => Object.keys(found)[0],
        (error: unknown) => {
          if (isIndexMissing(error)) return undefined;
          throw error;
        },
      ),
    );
  const isRebuilding = () => db.ask((client) => client.indices.existsAlias({ name: next }));
  const change = async (changes: readonly Change[], mayBeMissing?: string) => {
    const failed = await bulk(db, changes);
    const refused = failed.filter(
      ({ aliasIsMissing, change }) => !aliasIsMissing || change.alias !== mayBeMissing,
    );
    if (refused.length === 0) return;
    const reasons = refused.map(({ change, reason }) => `${change.id} (${reason})`);
    throw new Error(
      `${name} refuses ${refused.length} of ${changes.length} changes: ${reasons.slice(0, 3).join(', ')}`,
    );
  };
  const changesOf = (alias: string, writes: readonly Write[]) =>
    writes.map(
      ({ id, document }): Change => ({
        alias,
        id,
        ...(document ? { action: 'index', document } : { action: 'delete' }),
      }),
    );

  if ((await behind(live)) === undefined) await create(copies[0], live);
  else {
    await db.ask((client) =>
      client.indices.putMapping(
        { index: [live, next], ignore_unavailable: true, properties: body.mappings.properties },
        schemaLimit,
      ),
    );
  }

  return {
    search: <Found extends Record<string, estypes.AggregationsAggregate>>(request: estypes.SearchRequest) =>
      db.read((client) =>
        client.search<unknown, Found>({
          index: live,
          allow_partial_search_results: false,
          track_total_hits: false,
          ...request,
        }),
      ),
    async write(writes) {
      const aliases = (await isRebuilding()) ? [live, next] : [live];
      // The rebuild may end before the changes arrive; then the live index is the right one.
      await change(
        aliases.flatMap((alias) => changesOf(alias, writes)),
        next,
      );
    },
    count: () => db.read(async (client) => (await client.count({ index: live })).count),
    async beginRebuild() {
      if (await isRebuilding()) return;
      const current = await behind(live);
      const other = copies.find((copy) => copy !== current)!;
      if ((await create(other, next)) || (await isRebuilding())) return;
      // The process that ended the last rebuild died before it removed the index.
      await remove(other);
      await create(other, next);
    },
    async fill(documents) {
      if (!(await isRebuilding())) throw new Error(`no rebuild of ${name} was begun`);
      await change(documents.map(({ id, document }) => ({ alias: next, id, action: 'create', document })));
    },
    async finishRebuild() {
      const [old, rebuilt] = [await behind(live), await behind(next)];
      if (rebuilt === undefined) return;
      await db.ask(async (client) => {
        // What was filled is found at once.
        await client.indices.refresh({ index: rebuilt }, schemaLimit);
        await client.indices.updateAliases(
          {
            actions: [
              { add: { index: rebuilt, alias: live } },
              { remove: { index: rebuilt, alias: next } },
              ...(old ? [{ remove: { index: old, alias: live } }] : []),
            ],
          },
          schemaLimit,
        );
      });
      // Not in the same step: Elasticsearch closes a removed index before it uses the changed aliases.
      if (old) await remove(old);
    },
    async abandonRebuild() {
      const rebuilt = await behind(next);
      if (rebuilt) await remove(rebuilt);
    },
  };
}
