import { type Cassandra, statement } from '../cassandra/cassandra.ts';
import { writeTime } from '../cassandra/write-time.ts';
import type { OutboxRow } from './outbox.ts';
import { atOf, readOutboxRows } from './outbox-partitions.ts';

/** Rows of the dead are looked for this long: a node replays a batch that was broken off well before. */
const LOOK_FOR_MS = 30_000;
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
  /** Everything up to it was found, in microseconds; rows that a node replays may still come behind it. */
  found: number;
  /** Positions found, of the time in which rows may still come. */
  readonly known: Set<string>;
}

/** The processes that write an outbox, and what those that died have left unpublished. */
export interface OutboxOwners {
  /** Tells the others that this process lives and how far it has published. */
  beat(state?: { drained: boolean }): Promise<void>;
  /** Looks for rows of the dead, in one of the living; answers whether there are new ones. */
  adoptOfDead(): Promise<boolean>;
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

/** By the clock that rows are stamped with. */
function nowMs(): number {
  return Math.floor(writeTime() / 1_000);
}

export function outboxOwners(
  db: Cassandra,
  { owner, publishedUntil, deadAfterMs }: OutboxOwnersOptions,
): OutboxOwners {
  const heritages = new Map<string, Heritage>();
  let adopted: OutboxRow[] = [];
  let dead: OwnerRow[] = [];

  /** Reads on, and again from where rows may still come; answers whether everything was read. */
  const adopt = async ({ owner, until, beat_ms }: OwnerRow): Promise<{ isNew: boolean; whole: boolean }> => {
    const heritage = heritages.get(owner) ?? { found: Number(until), known: new Set<string>() };
    heritages.set(owner, heritage);
    const room = MAX_ADOPTED - adopted.length;
    if (room <= 0) return { isNew: false, whole: false };
    const limit = room + heritage.known.size;
    const last = (Number(beat_ms) + deadAfterMs) * 1_000;
    const late = Math.max(Number(until), Math.min(heritage.found, last - LOOK_FOR_MS * 1_000));
    const rows = await readOutboxRows(db, {
      owner,
      from: late,
      to: last,
      limit,
    });
    const fresh = rows.filter(({ position }) => !heritage.known.has(String(position)));
    adopted.push(...fresh);
    const lastRow = rows.at(-1);
    if (lastRow) heritage.found = Math.max(heritage.found, atOf(lastRow.position));
    for (const { position } of fresh) heritage.known.add(String(position));
    // What is read no more need not be known.
    const again = Math.min(heritage.found, last - LOOK_FOR_MS * 1_000);
    for (const position of heritage.known) if (atOf(position) <= again) heritage.known.delete(position);
    return { isNew: fresh.length > 0, whole: rows.length < limit };
  };

  return {
    async beat({ drained } = { drained: false }) {
      const row = [owner, BigInt(publishedUntil()), BigInt(nowMs()), drained] as const;
      await db.run(statement(BEAT, ...row));
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
        if (whole && !isNew && !waits && now - Number(each.beat_ms) > LOOK_FOR_MS) {
          await db.run(statement(DRAINED, each.owner));
          heritages.delete(each.owner);
        }
      }
      return anyNew;
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
