import { type Cassandra, statement } from '../cassandra/cassandra.ts';

/**
 * Without a report for so long, a process takes the turn over, in milliseconds. Each process has its own value between these, so
 * that few do it at once. The largest is below the 15 s for which readers of the watermark remember a process that does not
 * answer.
 */
const PATIENCE_MS = { least: 3_000, most: 5_000 };

const REPORTS = "SELECT owner, until, beat_ms FROM :outbox_owner WHERE part = 'look'";
const REPORT = `INSERT INTO :outbox_owner (part, owner, until, beat_ms) VALUES ('look', ?, ?, ?) USING TTL 60`;

interface ReportRow {
  readonly owner: string;
  /** Dead processes have published everything up to here; the time of the look if none is dead. In microseconds. */
  readonly until: bigint;
  /** When the look began. */
  readonly beat_ms: bigint;
}

/**
 * Which of the living processes reads the rows of all owners of an outbox, and what it found. The others read its report only: so
 * the rows read in a second grow with the number of processes, not with its square.
 */
export interface OutboxLooker {
  /**
   * `begins`: this process looks from now on, but takes nothing over, because others may begin at the same time. `goes on`:
   * it was the looker before and still is. If two believe so, events are only published twice.
   */
  turn(): Promise<'begins' | 'goes on' | 'of another'>;
  /**
   * @param atMs when the look began
   * @param untilOfDead how far each dead process has published, in microseconds
   */
  report(atMs: number, untilOfDead: readonly number[]): Promise<void>;
  /** A lower bound for the time of the oldest unpublished event of a dead process, in milliseconds since 1970. */
  oldestOfDeadMs(): number | undefined;
}

export function outboxLooker(
  db: Cassandra,
  { owner, nowMs }: { owner: string; nowMs: () => number },
): OutboxLooker {
  const patienceMs = PATIENCE_MS.least + Math.random() * (PATIENCE_MS.most - PATIENCE_MS.least);
  let oldestMs: number | undefined;

  const hear = (reports: readonly { readonly untilUs: number; readonly atMs: number }[]) => {
    const bounds = reports.filter(({ untilUs, atMs }) => untilUs < atMs * 1_000);
    oldestMs =
      bounds.length === 0 ? undefined : Math.floor(Math.min(...bounds.map(({ untilUs }) => untilUs)) / 1_000);
  };

  return {
    async turn() {
      const earliestMs = nowMs() - patienceMs;
      const reports = await db.all<ReportRow>(REPORTS, []);
      const fresh = reports.filter(({ beat_ms }) => Number(beat_ms) >= earliestMs);
      const [first] = fresh;
      if (first === undefined) return 'begins';
      if (first.owner === owner) return 'goes on';
      hear(fresh.map(({ until, beat_ms }) => ({ untilUs: Number(until), atMs: Number(beat_ms) })));
      return 'of another';
    },
    async report(atMs, untilOfDead) {
      const untilUs = Math.min(atMs * 1_000, ...untilOfDead);
      await db.run(statement(REPORT, owner, BigInt(untilUs), BigInt(atMs)));
      hear([{ untilUs, atMs }]);
    },
    oldestOfDeadMs: () => oldestMs,
  };
}
