import { type Cassandra, statement } from '../cassandra/cassandra.ts';
import type { OutboxRow } from './outbox.ts';
import { atOf, readOutboxRows } from './outbox-partitions.ts';

/**
 * A batch that was broken off may be done so much later, from when Cassandra answers again: a node that comes back waits 30 s
 * and then looks every 10 s for what it has to replay.
 */
export const REPLAY_MS = 45_000;
/** So many rows of the dead are held at a time. */
const MAX_ADOPTED = 5_000;

const BEAT = `INSERT INTO :outbox_owner (part, owner, until, beat_ms, drained) VALUES ('all', ?, ?, ?, ?)`;
const DRAINED = "UPDATE :outbox_owner SET drained = true WHERE part = 'all' AND owner = ?";
const OWNERS = "SELECT owner, until, beat_ms, drained FROM :outbox_owner WHERE part = 'all'";

interface OwnerRow {
  readonly owner: string;
  readonly until: bigint;
  readonly beat_ms: bigint;
  readonly drained: boolean;
}

/** How far the rows of one that died are taken over. */
interface Heritage {
  /** Since when Cassandra has answered every look for its rows, by the clock of rows. */
  sinceMs: number;
  /** Everything up to it was found, in microseconds; rows that a node replays may still come behind it. */
  found: number;
  /** Positions found, of the time in which rows may still come. */
  readonly known: Set<string>;
}

/** The processes that write an outbox, and what those that died have left unpublished. */
export interface OutboxOwners {
  /** Tells the others that this process lives and how far it has published. */
  beat(state?: { drained: boolean }): Promise<void>;
  /** Resolves when others, should this process die, look for a row that it writes now: beats if the last beat is long ago. */
  cover(): Promise<void>;
  /** Looks for rows of the dead, in one of the living; answers whether there are new ones. */
  adoptOfDead(): Promise<boolean>;
  /** Cassandra did not answer: what it has to replay comes so much later. */
  missed(): void;
  /** Rows of the dead that are to be published. */
  adopted(): readonly OutboxRow[];
  published(positions: ReadonlySet<unknown>): void;
  /** From when the oldest unpublished event of the dead may be, in milliseconds since 1970. */
  oldestOfDeadMs(): number | undefined;
}

export interface OutboxOwnersOptions {
  readonly owner: string;
  /** Everything up to it, in microseconds, is published. */
  publishedUntil(): number;
  /** A process that did not beat for so long is taken for dead. */
  readonly deadAfterMs: number;
}

export function outboxOwners(
  db: Cassandra,
  { owner, publishedUntil, deadAfterMs }: OutboxOwnersOptions,
): OutboxOwners {
  /** By the clock that rows are stamped with. */
  const nowMs = () => Math.floor(db.writeTime() / 1_000);
  const heritages = new Map<string, Heritage>();
  let adopted: OutboxRow[] = [];
  let dead: OwnerRow[] = [];
  let lastBeatMs = 0;
  let covering: Promise<void> | undefined;

  const beat = async ({ drained } = { drained: false }): Promise<void> => {
    const beatMs = nowMs();
    await db.run(statement(BEAT, owner, BigInt(publishedUntil()), BigInt(beatMs), drained));
    lastBeatMs = Math.max(lastBeatMs, beatMs);
  };

  /** Reads on, and again from where rows may still come; answers whether everything was read. */
  const adopt = async ({ owner, until, beat_ms }: OwnerRow): Promise<{ isNew: boolean; whole: boolean }> => {
    const found = Number(until);
    const heritage = heritages.get(owner) ?? { sinceMs: nowMs(), found, known: new Set<string>() };
    heritages.set(owner, heritage);
    const room = MAX_ADOPTED - adopted.length;
    if (room <= 0) return { isNew: false, whole: false };
    const limit = room + heritage.known.size;
    const last = (Number(beat_ms) + deadAfterMs) * 1_000;
    const late = Math.max(Number(until), Math.min(heritage.found, last - REPLAY_MS * 1_000));
    const rows = await readOutboxRows(db, { owner, from: late, to: last, limit });
    const fresh = rows.filter(({ position }) => !heritage.known.has(String(position)));
    adopted.push(...fresh);
    const lastRow = rows.at(-1);
    if (lastRow) heritage.found = Math.max(heritage.found, atOf(lastRow.position));
    for (const { position } of fresh) heritage.known.add(String(position));
    // What is read no more need not be known.
    const again = Math.min(heritage.found, last - REPLAY_MS * 1_000);
    for (const position of heritage.known) if (atOf(position) <= again) heritage.known.delete(position);
    return { isNew: fresh.length > 0, whole: rows.length < limit };
  };

  return {
    beat,
    async cover() {
      while (nowMs() - lastBeatMs >= deadAfterMs) {
        covering ??= beat().finally(() => {
          covering = undefined;
        });
        await covering;
      }
    },
    async adoptOfDead() {
      const now = nowMs();
      const open = (await db.all<OwnerRow>(OWNERS, [])).filter(({ drained }) => !drained);
      const isDead = ({ beat_ms }: OwnerRow) => now - Number(beat_ms) > deadAfterMs;
      dead = open.filter((each) => each.owner !== owner && isDead(each));
      // One of the living does it; if two think that they are the one, events only come twice.
      const first = open.find((each) => !isDead(each));
      if (dead.length === 0 || first?.owner !== owner) return false;
      let anyNew = false;
      for (const each of dead) {
        const { isNew, whole } = await adopt(each);
        anyNew ||= isNew;
        const waits = adopted.some(({ position }) => String(position).startsWith(`${each.owner} `));
        if (whole && !isNew && !waits && nowMs() - heritages.get(each.owner)!.sinceMs > REPLAY_MS) {
          await db.run(statement(DRAINED, each.owner));
          heritages.delete(each.owner);
        }
      }
      return anyNew;
    },
    missed() {
      for (const each of heritages.values()) each.sinceMs = nowMs();
    },
    adopted: () => adopted,
    published(positions) {
      adopted = adopted.filter(({ position }) => !positions.has(position));
    },
    oldestOfDeadMs() {
      const until = dead.map((each) => Math.floor(Number(each.until) / 1_000));
      return until.length === 0 ? undefined : Math.min(...until);
    },
  };
}
