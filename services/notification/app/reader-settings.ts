import { endOf, keys, ownPartition } from '../domain/keys.ts';
import { defaultSettings, type Settings } from '../domain/settings.ts';
import type { AppContext } from './context.ts';

/** What a deed towards a reader is checked against. */
export interface OwnSettings {
  readonly audiences: Settings;
  /** Without rows of their own a reader has muted no thread. */
  readonly hasOwnRows: boolean;
}

/** A reader's settings and muted threads. */
export interface ReaderSettings {
  get(readerId: string): Promise<Settings>;
  /** Of every reader, in two reads at most. */
  ofReaders(readerIds: readonly string[]): Promise<ReadonlyMap<string, OwnSettings>>;
  /** @returns all settings after the change */
  update(readerId: string, changed: Partial<Settings>): Promise<Settings>;
  /** @param rootId the first post of the thread */
  setThreadMuted(readerId: string, rootId: string, muted: boolean): Promise<void>;
  hasMutedThreads(readerId: string): Promise<boolean>;
  /** Those of the threads that the reader muted; at most 1,000. */
  mutedThreads(readerId: string, rootIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** The first posts of muted threads below an id, greatest id first; at most 1,000. */
  mutedThreadsBelow(readerId: string, belowId: string | undefined, limit: number): Promise<readonly string[]>;
}

export function readerSettings({ rows, commits }: Pick<AppContext, 'rows' | 'commits'>): ReaderSettings {
  const readSettings = (value: string | undefined): Settings =>
    value === undefined
      ? defaultSettings
      : { ...defaultSettings, ...(JSON.parse(value) as Partial<Settings>) };
  const settingsIn = (found: ReadonlyMap<string, string>): Settings => readSettings(found.get(keys.settings));
  const mutedThreadsBelow: ReaderSettings['mutedThreadsBelow'] = async (readerId, belowId, limit) => {
    const prefix = keys.thread('');
    const below = belowId === undefined ? endOf(prefix) : keys.thread(belowId);
    const found = await rows.newest(ownPartition(readerId), { from: prefix, below, limit });
    return found.map(({ key }) => key.slice(prefix.length));
  };
  return {
    get: async (readerId) => settingsIn(await rows.get(ownPartition(readerId), [keys.settings])),
    async ofReaders(readerIds) {
      const partitions = readerIds.map(ownPartition);
      const revisions = await rows.revisions(partitions);
      const own = partitions.filter((partition) => revisions.has(partition));
      const values = own.length === 0 ? new Map<string, string>() : await rows.find(own, keys.settings);
      return new Map(
        readerIds.map((readerId, i) => {
          const partition = partitions[i]!;
          return [
            readerId,
            { audiences: readSettings(values.get(partition)), hasOwnRows: revisions.has(partition) },
          ];
        }),
      );
    },
    update: (readerId, changed) =>
      commits.run(ownPartition(readerId), async (view) => {
        const settings = { ...settingsIn(await view.get([keys.settings])), ...changed };
        return { changes: [{ key: keys.settings, value: JSON.stringify(settings) }], result: settings };
      }),
    async setThreadMuted(readerId, rootId, muted) {
      const change = { key: keys.thread(rootId), value: muted ? '1' : undefined };
      await commits.run(ownPartition(readerId), async () => ({ changes: [change], result: undefined }));
    },
    hasMutedThreads: async (readerId) => (await mutedThreadsBelow(readerId, undefined, 1)).length > 0,
    async mutedThreads(readerId, rootIds) {
      if (rootIds.length === 0) return new Set();
      const found = await rows.get(ownPartition(readerId), rootIds.map(keys.thread));
      return new Set(rootIds.filter((rootId) => found.has(keys.thread(rootId))));
    },
    mutedThreadsBelow,
  };
}
