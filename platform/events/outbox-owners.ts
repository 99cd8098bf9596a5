import { type Cassandra, statement } from '../cassandra/cassandra.ts';
import type { OutboxRow } from './outbox.ts';
import { outboxLooker } from './outbox-looker.ts';
import { atOf, readOutboxRows } from './outbox-partitions.ts';

/**
 * An interrupted batch may be written this much later, counted from when Cassandra answers again: a node waits 30 s
 * after it is back and then replays every 10 s.
 */
export const REPLAY_MS = 45_000;
/** How many rows of dead processes are held at a time. */
const MAX_ADOPTED = 5_000;

const BEAT = `INSERT INTO :outbox_owner (part, owner, until, beat_ms, drained) VALUES ('all', ?, ?, ?, false)`;
const LEAVE = "DELETE FROM :outbox_owner WHERE part = 'all' AND owner = ?";
/** Deletes nothing if the owner has written a heartbeat since: it only stood still. */
const FORGET = "DELETE FROM :outbox_owner USING TIMESTAMP ? WHERE part = 'all' AND owner = ?";
const OWNERS = `SELECT owner, until, beat_ms, drained, writetime(beat_ms) AS written
  FROM :outbox_owner WHERE part = 'all'`;

interface OwnerRow {
  readonly owner: string;
  readonly until: bigint;
  readonly beat_ms: bigint;
  /** Set by earlier versions, which did not delete rows. */
  readonly drained: boolean;
  readonly written: bigint;
}

/** The progress of taking over the rows of a dead process. */
interface Heritage {
  /** Since when Cassandra has answered every query for its rows, by the clock of rows. */
  sinceMs: number;
  /** All rows up to this time were found, in microseconds. A node may still replay rows behind it. */
  found: number;
  /** Positions that were found, within the time for which rows may still appear. */
  readonly known: Set<string>;
}

/** The processes that write to an outbox, and the unpublished rows of those that died. */
export interface OutboxOwners {
  /** Writes a heartbeat: this process lives and has published so far. */
  beat(): Promise<void>;
  /** Instead of the last heartbeat: this process has published everything and writes no more. */
  leave(): Promise<void>;
  /**
   * Resolves when other processes would find a row that this one writes now; writes a heartbeat if the last one is old.
   */
  cover(): Promise<void>;
  /** One of the living processes looks for rows of dead ones, the others learn what waits. Answers whether there are new rows. */
  adoptOfDead(): Promise<boolean>;
  /** Cassandra did not answer, so replays are expected correspondingly later. */
  missed(): void;
  /** Unpublished rows of dead processes. */
  adopted(): readonly OutboxRow[];
  published(positions: ReadonlySet<unknown>): void;
  /** A lower bound for the time of the oldest unpublished event of a dead process, in milliseconds since 1970. */
  oldestOfDeadMs(): number | undefined;
}

export interface OutboxOwnersOptions {
  readonly owner: string;
  /** Everything up to this time is published, in microseconds. */
  publishedUntil(): number;
  /** A process without a heartbeat for so long counts as dead. */
  readonly deadAfterMs: number;
}

export function outboxOwners(
  db: Cassandra,
  { owner, publishedUntil, deadAfterMs }: OutboxOwnersOptions,
): OutboxOwners {
  /** By the clock of row timestamps. */
  const nowMs = () => Math.floor(db.writeTime() / 1_000);
  const heritages = new Map<string, Heritage>();
  let adopted: OutboxRow[] = [];
  const looker = outboxLooker(db, { owner, nowMs });
  let lastBeatMs = 0;
  let covering: Promise<void> | undefined;

  const beat = async (): Promise<void> => {
    const beatMs = nowMs();
    await db.run(statement(BEAT, owner, BigInt(publishedUntil()), BigInt(beatMs)));
    lastBeatMs = Math.max(lastBeatMs, beatMs);
  };

  /** Reads further rows, and re-reads where rows may still appear. Answers whether everything was read. */
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
    // Positions below the re-read range are forgotten.
    const again = Math.min(heritage.found, last - REPLAY_MS * 1_000);
    for (const position of heritage.known) if (atOf(position) <= again) heritage.known.delete(position);
    return { isNew: fresh.length > 0, whole: rows.length < limit };
  };

  return {
    beat,
    leave: () => db.run(statement(LEAVE, owner)),
    async cover() {
      while (nowMs() - lastBeatMs >= deadAfterMs) {
        covering ??= beat().finally(() => {
          covering = undefined;
        });
        await covering;
      }
    },
    async adoptOfDead() {
      const turn = await looker.turn();
      if (turn === 'of another') {
        heritages.clear();
        return false;
      }
      const now = nowMs();
      const isDead = ({ beat_ms }: OwnerRow) => now - Number(beat_ms) > deadAfterMs;
      const open = (await db.all<OwnerRow>(OWNERS, [])).filter(({ drained }) => !drained);
      const dead = open.filter((each) => each.owner !== owner && isDead(each));
      await looker.report(
        now,
        dead.map(({ until }) => Number(until)),
      );
      const deadOwners = new Set(dead.map((each) => each.owner));
      for (const name of heritages.keys()) if (!deadOwners.has(name)) heritages.delete(name);
      if (turn === 'begins') return false;
      let anyNew = false;
      for (const each of dead) {
        const { isNew, whole } = await adopt(each);
        anyNew ||= isNew;
        const waits = adopted.some(({ position }) => String(position).startsWith(`${each.owner} `));
        if (whole && !isNew && !waits && nowMs() - heritages.get(each.owner)!.sinceMs > REPLAY_MS) {
          await db.run(statement(FORGET, each.written, each.owner));
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
    oldestOfDeadMs: looker.oldestOfDeadMs,
  };
}
