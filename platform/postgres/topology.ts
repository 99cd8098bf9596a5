import type { TimedClock } from '../clock.ts';
import { startSchedule } from '../schedule.ts';
import type { PostgresNode } from './node.ts';
import type { Promotions } from './promotions.ts';
import { PUT_IN, READ_PERMISSION_MS, READ_SET, type ReplicaRow } from './read-set.ts';

const LOOK_EVERY_MS = 500;

/** The roles of the servers, as this process knows them. */
export interface Topology {
  /** Undefined while none is known. */
  primary(): PostgresNode | undefined;
  /**
   * Whether a server is still the primary, by the last check and by the reports of other processes.
   * @throws when the reports cannot be read
   */
  isPrimary(node: PostgresNode): Promise<boolean>;
  /** Replicas that this process may read from now. */
  readable(): PostgresNode[];
  byAddress(address: string): PostgresNode | undefined;
  /** Withdraws the permission to read from a replica until it is seen serving again. */
  distrust(node: PostgresNode): void;
  /** The errors of the servers at the last check. */
  problems(): readonly unknown[];
  /** Checks all servers now; concurrent callers share one check. Never rejects. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

interface Seen {
  readonly node: PostgresNode;
  readonly standby: boolean;
  readonly system: string;
  /** Grows at every failover; it distinguishes a former primary that comes back from the current one. */
  readonly timeline: number;
}

/** Checks every server twice a second: which one is primary, and which replicas serve. */
export function watchTopology(
  nodes: readonly PostgresNode[],
  promotions: Promotions,
  clock: TimedClock,
): Topology {
  const permittedUntilMs = new Map<PostgresNode, number>();
  /** The primary with the highest timeline of the last check. */
  let latest: Seen | undefined;
  /** By database system. A former primary stays one, even when the current primary does not answer. */
  const latestTimelines = new Map<string, number>();
  let problems: readonly unknown[] = [];
  let telling: Promise<void> | undefined;

  const primary = () =>
    latest && latest.timeline === latestTimelines.get(latest.system) ? latest.node : undefined;

  const raise = (system: string, timeline: number) =>
    latestTimelines.set(system, Math.max(latestTimelines.get(system) ?? 0, timeline));

  /** Decisions need a new read, because an answer in transit may be older. */
  const report = async (): Promise<void> => {
    if (!latest) return;
    const { system } = latest;
    raise(system, await promotions.report(system, latestTimelines.get(system)!));
  };

  const lookAtAll = async () => {
    const startedMs = clock.monotonicMs();
    const looks = await Promise.allSettled(nodes.map(seenAt));
    const seen = looks.flatMap((look) => (look.status === 'fulfilled' ? [look.value] : []));
    problems = looks.flatMap((look) => (look.status === 'rejected' ? [look.reason] : []));
    [latest] = seen.filter(({ standby }) => !standby).sort((a, b) => b.timeline - a.timeline);
    if (latest) raise(latest.system, latest.timeline);
    // A failed read is repeated when a decision needs it.
    telling ??= report()
      .catch(() => {})
      .finally(() => {
        telling = undefined;
      });
    const writer = primary();
    if (writer === undefined) return;
    const standbys = seen.filter(({ standby }) => standby).map(({ node }) => node);
    const rows = (await writer.pool.query<ReplicaRow>(READ_SET)).rows;
    for (const node of standbys) {
      const row = rows.find(({ address }) => address === node.address);
      if (row?.serving) {
        if (await hasReplayed(node, row)) permittedUntilMs.set(node, startedMs + READ_PERMISSION_MS);
      } else if (await isClose(node, writer)) {
        await writer.pool.query(PUT_IN, [node.address]);
      }
    }
  };

  // The next call to a failed server fails the same way and reports it.
  const looks = startSchedule({ clock, everyMs: LOOK_EVERY_MS, work: lookAtAll });

  return {
    primary,
    async isPrimary(node) {
      await report();
      return primary() === node;
    },
    readable: () =>
      [...permittedUntilMs]
        .filter(([node, untilMs]) => node !== primary() && clock.monotonicMs() < untilMs)
        .map(([node]) => node),
    byAddress: (address) => nodes.find((node) => node.address === address),
    problems: () => (latest && !primary() ? [...problems, formerPrimary(latest)] : problems),
    distrust: (node) => permittedUntilMs.delete(node),
    look: looks.now,
    async stop() {
      await looks.stop();
      await telling;
    },
  };
}

async function seenAt(node: PostgresNode): Promise<Seen> {
  const sql = `SELECT pg_is_in_recovery() AS standby, CASE WHEN pg_is_in_recovery() THEN ''
    ELSE substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END AS timeline,
    (SELECT system_identifier::text FROM pg_control_system()) AS system`;
  const [row] = (await node.pool.query<{ standby: boolean; timeline: string; system: string }>(sql)).rows;
  const { standby, timeline, system } = row!;
  return { node, standby, system, timeline: Number.parseInt(timeline || '0', 16) };
}

function formerPrimary({ node: { address } }: Seen): Error {
  return new Error(`${address} was the primary: another server has been promoted since`);
}

async function hasReplayed(node: PostgresNode, { address, generation }: ReplicaRow): Promise<boolean> {
  const copies = await node.pool.query<ReplicaRow>(READ_SET).catch(() => undefined);
  const own = copies?.rows.find((row) => row.address === address);
  return own?.serving === true && own.generation === generation;
}

/** Whether a replica has replayed almost everything that the primary had. */
async function isClose(node: PostgresNode, primary: PostgresNode): Promise<boolean> {
  const { rows } = await primary.pool.query<{ lsn: string }>(
    'SELECT pg_current_wal_flush_lsn()::text AS lsn',
  );
  const lag = await node.pool
    .query<{ bytes: number }>('SELECT pg_wal_lsn_diff($1, pg_last_wal_replay_lsn())::bigint AS bytes', [
      rows[0]!.lsn,
    ])
    .catch(() => undefined);
  return lag !== undefined && lag.rows[0]!.bytes < 1 << 20;
}
