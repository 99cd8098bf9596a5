import type { estypes } from '@elastic/elasticsearch';
import { rebuildLost, rebuildReplaced } from '../rebuild-errors.ts';
import type { Elasticsearch } from './elasticsearch.ts';
import { isIndexMissing, isIndexPresent } from './errors.ts';

/** For requests that only the master answers, such as creating an index. */
export const schemaLimit = { requestTimeout: 30_000 };

/** Mappings and settings of an index. */
export interface IndexBody {
  readonly mappings: estypes.MappingTypeMapping & Required<Pick<estypes.MappingTypeMapping, 'properties'>>;
  readonly settings: estypes.IndicesIndexSettings;
}

/** The indices of one rebuildable index: each is NAME-ID, where ID is that of the rebuild that made it. */
export interface Copies {
  /** Absent until it is created, and when it is lost. */
  readonly live?: string;
  /** Those that rebuilds fill. More than one only while two rebuilds begin at once. */
  readonly next: readonly string[];
  /** Those without an alias: a process died before it removed them. */
  readonly orphans: readonly string[];
}

/** Creates, finds and removes the indices of one rebuildable index. */
export function indexCopies(db: Elasticsearch, name: string, body: IndexBody) {
  const live = `${name}-live`;
  const next = `${name}-next`;
  const first = `${name}-0`;
  const isCopy = (index: string) =>
    index.startsWith(`${name}-`) && /^[0-9]+$/.test(index.slice(name.length + 1));
  const indexOf = (rebuildId: string) => `${name}-${rebuildId}`;
  const fillAliasOf = (index: string) => `${next}${index.slice(name.length)}`;

  /** Creates an index, unless another process was faster. */
  const create = (index: string, aliases: readonly string[]) =>
    db.ask((client) =>
      client.indices
        .create(
          { index, ...body, aliases: Object.fromEntries(aliases.map((alias) => [alias, {}])) },
          schemaLimit,
        )
        .catch((error: unknown) => {
          if (!isIndexPresent(error)) throw error;
        }),
    );
  const copies = async (): Promise<Copies> => {
    // An index that is removed while the wildcard is resolved is none of the copies.
    const found = await db.read((client) =>
      client.indices.getAlias({ index: `${name}-*`, ignore_unavailable: true }, schemaLimit),
    );
    const indices = Object.entries(found).filter(([index]) => isCopy(index));
    const behind = (alias: string) =>
      indices.filter(([, { aliases }]) => aliases[alias]).map(([index]) => index);
    const [current] = behind(live);
    return {
      ...(current !== undefined && { live: current }),
      next: behind(next),
      orphans: indices.filter(([, { aliases }]) => !aliases[live] && !aliases[next]).map(([index]) => index),
    };
  };

  return {
    live,
    next,
    indexOf,
    fillAliasOf,
    copies,
    /** Each by itself, because another process may remove some of them at the same time. */
    async remove(indices: readonly string[]): Promise<void> {
      for (const index of indices) {
        await db.ask((client) =>
          client.indices.delete({ index }, schemaLimit).catch((error: unknown) => {
            if (!isIndexMissing(error)) throw error;
          }),
        );
      }
    },
    createNext: (index: string) => create(index, [next, fillAliasOf(index)]),
    /** Creates the live index. One of its name without the alias was left by a process that died. */
    async createLive(): Promise<void> {
      if ((await copies()).orphans.includes(first)) await this.remove([first]);
      await create(first, [live]);
    },
    /** @throws DomainError CONFLICT after a later rebuild was begun */
    requireLatest({ live: current, next: filled }: Copies, rebuildId: string): void {
      // Digits of the same length; the first index has a shorter id.
      const isLater = (index: string) => index.slice(name.length + 1) > rebuildId;
      if ([...filled, ...(current === undefined ? [] : [current])].some(isLater)) throw rebuildReplaced();
    },
    /** @throws DomainError CONFLICT after a later rebuild was begun, REBUILD_LOST unless the rebuild was finished */
    requireFinished(found: Copies, rebuildId: string): void {
      this.requireLatest(found, rebuildId);
      if (found.live !== indexOf(rebuildId)) throw rebuildLost();
    },
  };
}
