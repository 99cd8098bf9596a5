import { type Cassandra, statement } from '../cassandra/cassandra.ts';
import type { OutboxRow } from './outbox.ts';
import { atOf, readOutboxRows } from './outbox-partitions.ts';

/**
 * An interrupted batch may be written this much later, counted from when Cassandra answers again: a node waits 30 s
 * after it is back and then replays every 10 s.
 */
export const REPLAY_MS = 45_000;
/** How many rows of dead processes are held at a time. */
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
  beat(state?: { drained: boolean }): Promise<void>;
  /**
   * Resolves when other processes would find a row that this one writes now; writes a heartbeat if the last one is old.
   */
  cover(): Promise<void>;
  /** One of the living processes looks for rows of dead ones. Answers whether there are new rows. */
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
  let dead: OwnerRow[] = [];
  let lastBeatMs = 0;
  let covering: Promise<void> | undefined;

  const beat = async ({ drained } = { drained: false }): Promise<void> => {
    const beatMs = nowMs();
    await db.run(statement(BEAT, owner, BigInt(publishedUntil()), BigInt(beatMs), drained));
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
      // The first living process does it. If two believe to be the first, events are only published twice.
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
