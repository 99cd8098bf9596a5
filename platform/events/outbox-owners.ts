import { type Cassandra, statement } from '../cassandra/cassandra.ts';
import { writeTime } from '../cassandra/write-time.ts';
import type { OutboxRow } from './outbox.ts';

/** Rows of the dead are looked for this long: a node replays a batch that was broken off well before. */
const LOOK_FOR_MS = 30_000;

const BEAT = `INSERT INTO :outbox_owner (part, owner, until, beat_ms, drained) VALUES ('all', ?, ?, ?, ?)`;
const DRAINED = "UPDATE :outbox_owner SET drained = true WHERE part = 'all' AND owner = ?";
const OWNERS = "SELECT owner, until, beat_ms, drained FROM :outbox_owner WHERE part = 'all'";
const ROWS = `SELECT at, topic, key, event_id, time_ms, value FROM :outbox
  WHERE owner = ? AND minute = ? AND at > ?`;

interface OwnerRow {
  readonly owner: string;
  readonly until: bigint;
  readonly beat_ms: bigint;
  readonly drained: boolean;
}

interface EventRow {
  readonly at: bigint;
  readonly topic: string;
  readonly key: string;
  readonly event_id: string;
  readonly time_ms: bigint;
  readonly value: Uint8Array;
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
  const known = new Set<string>();
  let adopted: OutboxRow[] = [];
  let dead: OwnerRow[] = [];

  const rowsOf = async ({ owner, until, beat_ms }: OwnerRow): Promise<OutboxRow[]> => {
    const last = Math.floor((Number(beat_ms) + deadAfterMs) / 60_000);
    const found: OutboxRow[] = [];
    for (let minute = Math.floor(Number(until) / 60_000_000); minute <= last; minute++) {
      for (const row of await db.all<EventRow>(ROWS, [owner, minute, until])) {
        found.push({
          position: `${owner} ${row.at}`,
          topic: row.topic,
          key: row.key,
          eventId: row.event_id,
          timeMs: Number(row.time_ms),
          value: row.value,
        });
      }
    }
    return found;
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
      let isNew = false;
      for (const each of dead) {
        const fresh = (await rowsOf(each)).filter(({ position }) => !known.has(String(position)));
        for (const { position } of fresh) known.add(String(position));
        adopted.push(...fresh);
        isNew ||= fresh.length > 0;
        const waits = adopted.some(({ position }) => String(position).startsWith(`${each.owner} `));
        if (!waits && now - Number(each.beat_ms) > LOOK_FOR_MS) {
          await db.run(statement(DRAINED, each.owner));
          for (const position of known) if (position.startsWith(`${each.owner} `)) known.delete(position);
        }
      }
      return isNew;
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
