import { DomainError } from '../../../platform/domain-error.ts';
import type { Kind } from '../domain/deed.ts';
import { endOf, keys, liveMonths, monthPartition, parseFoldName } from '../domain/keys.ts';
import type { ShownRow } from '../domain/shown-row.ts';
import type { AppContext } from './context.ts';
import type { ListedRow, Show } from './show.ts';
import { readChange } from './stored.ts';

/** How many rows a page examines at most. A page may be short. */
const maxExamined = 500;

export interface ListRequest {
  /** Give rows below this id; undefined for the newest. */
  readonly belowId: string | undefined;
  readonly size: number;
  /** Give these kinds only; empty for all. */
  readonly kinds: ReadonlySet<Kind>;
}

export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; undefined after the last. */
  readonly belowId: string | undefined;
}

type Context = Pick<AppContext, 'rows' | 'nowMs' | 'ttlMs'>;

/** Rows as the reader sees them. */
export interface RowsPage extends ListPage<ShownRow> {
  /** On the first page the newest row's id, also if the reader may not see that row; empty if there is none. */
  readonly newestId: string;
}

/** The partitions of a reader that may have rows. */
export function partitionsOf({ nowMs, ttlMs }: Pick<Context, 'nowMs' | 'ttlMs'>, readerId: string): string[] {
  return liveMonths(nowMs(), ttlMs).map((day) => monthPartition(readerId, day));
}

/** Rows of all months below an id, newest first. */
async function rowsBelow(
  context: Context,
  readerId: string,
  belowId: string | undefined,
  limit: number,
): Promise<ListedRow[]> {
  const prefix = keys.row('');
  const range = { from: prefix, below: belowId === undefined ? endOf(prefix) : keys.row(belowId), limit };
  const months = await Promise.all(
    partitionsOf(context, readerId).map((partition) => context.rows.newest(partition, range)),
  );
  return months
    .flat()
    .map(({ key, value }) => ({ id: key.slice(prefix.length), name: value }))
    .toSorted((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit);
}

/** Lists the folded rows of a reader. */
export function listRows(context: Context, shows: Show) {
  return async (readerId: string, { belowId, size, kinds }: ListRequest): Promise<RowsPage> => {
    const items: ShownRow[] = [];
    let below = belowId;
    let newestId = '';
    for (let examined = 0; examined < maxExamined; ) {
      const listed = await rowsBelow(context, readerId, below, size);
      if (below === undefined) newestId = listed[0]?.id ?? '';
      examined += size;
      const wanted = listed.filter(({ name }) => kinds.size === 0 || kinds.has(parseFoldName(name).kind));
      const shown = await shows.rows(readerId, wanted);
      const room = size - items.length;
      items.push(...shown.slice(0, room));
      if (shown.length > room || (shown.length === room && listed.length === size))
        return { items, newestId, belowId: shown.length > room ? items.at(-1)!.id : listed.at(-1)!.id };
      if (listed.length < size) return { items, newestId, belowId: undefined };
      below = listed.at(-1)!.id;
    }
    return { items, newestId, belowId: below };
  };
}

/** The fold that an id belongs to: the row's own id, or one that it had before. */
export async function requireFold(
  context: Context,
  readerId: string,
  id: string,
  field: string,
): Promise<string> {
  const found = await context.rows.find(partitionsOf(context, readerId), keys.change(id));
  for (const value of found.values()) {
    const fold = readChange(id, value).folds[0]?.fold;
    if (fold !== undefined) return fold;
  }
  throw new DomainError('NOT_FOUND', 'there is no such notification', {
    field,
    metadata: { kind: 'notification' },
  });
}

/** Lists the people of one row. */
export function listActors(context: Context, shows: Show) {
  return async (
    readerId: string,
    id: string,
    { belowId, size }: Pick<ListRequest, 'belowId' | 'size'>,
  ): Promise<ListPage<Uint8Array>> => {
    const name = await requireFold(context, readerId, id, 'notification_id');
    const members = await shows.members(readerId, name, belowId, size);
    const people = await shows.people(
      readerId,
      members.map(({ actorId }) => actorId),
    );
    return {
      items: members.flatMap(({ actorId }) => people.get(actorId) ?? []),
      belowId: members.length < size ? undefined : members.at(-1)!.id,
    };
  };
}
