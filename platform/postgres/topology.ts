import { background } from '../background.ts';
import type { TimedClock } from '../clock.ts';
import type { PostgresNode } from './node.ts';
import { PUT_IN, READ_PERMISSION_MS, READ_SET, type ReplicaRow } from './read-set.ts';

const LOOK_EVERY_MS = 500;

/** Which server is what, as this process knows. */
export interface Topology {
  /** Undefined while none is found. */
  primary(): PostgresNode | undefined;
  /** Replicas that this process may read from now. */
  readable(): PostgresNode[];
  byAddress(address: string): PostgresNode | undefined;
  /** Takes the permission to read from a replica back until it is seen serving again. */
  distrust(node: PostgresNode): void;
  /** What servers failed with at the last look. */
  problems(): readonly unknown[];
  /** Looks now; one look serves everybody who asks meanwhile. Never rejects. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

interface Seen {
  readonly node: PostgresNode;
  readonly standby: boolean;
  /** Grows at every failover, so that a former primary that comes back is told from the present one. */
  readonly timeline: number;
}

/** Looks at every server twice a second: who is primary, and which replicas serve. */
export function watchTopology(nodes: readonly PostgresNode[], clock: TimedClock): Topology {
  const own = background();
  const permittedUntilMs = new Map<PostgresNode, number>();
  let primary: PostgresNode | undefined;
  /** A former primary is none any more, not even when the present one does not answer. */
  let latestTimeline = 0;
  let problems: readonly unknown[] = [];
  let looking: Promise<void> | undefined;
  let cancel = () => {};
  let stopped = false;

  const lookAtAll = async () => {
    const startedMs = clock.monotonicMs();
    const looks = await Promise.allSettled(nodes.map(seenAt));
    const seen = looks.flatMap((look) => (look.status === 'fulfilled' ? [look.value] : []));
    problems = looks.flatMap((look) => (look.status === 'rejected' ? [look.reason] : []));
    const [latest] = seen.filter(({ standby }) => !standby).sort((a, b) => b.timeline - a.timeline);
    latestTimeline = Math.max(latestTimeline, latest?.timeline ?? 0);
    primary = latest?.timeline === latestTimeline ? latest?.node : undefined;
    if (primary === undefined) return;
    const standbys = seen.filter(({ standby }) => standby).map(({ node }) => node);
    const rows = (await primary.pool.query<ReplicaRow>(READ_SET)).rows;
    for (const node of standbys) {
      const row = rows.find(({ address }) => address === node.address);
      if (row?.serving) {
        if (await hasReplayed(node, row)) permittedUntilMs.set(node, startedMs + READ_PERMISSION_MS);
      } else if (await isClose(node, primary)) {
        await primary.pool.query(PUT_IN, [node.address]);
      }
    }
  };

  const look = (): Promise<void> => {
    cancel();
    looking ??= own(lookAtAll)
      // What a look fails with, the next call to that server fails with too, and says so.
      .catch(() => {})
      .finally(() => {
        looking = undefined;
        if (!stopped) cancel = clock.after(LOOK_EVERY_MS, () => void look());
      });
    return looking;
  };

  return {
    primary: () => primary,
    readable: () =>
      [...permittedUntilMs]
        .filter(([node, untilMs]) => node !== primary && clock.monotonicMs() < untilMs)
        .map(([node]) => node),
    byAddress: (address) => nodes.find((node) => node.address === address),
    problems: () => problems,
    distrust: (node) => permittedUntilMs.delete(node),
    look,
    async stop() {
      stopped = true;
      cancel();
      await looking;
    },
  };
}

async function seenAt(node: PostgresNode): Promise<Seen> {
  const sql = `SELECT pg_is_in_recovery() AS standby, CASE WHEN pg_is_in_recovery() THEN ''
    ELSE substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END AS timeline`;
  const [row] = (await node.pool.query<{ standby: boolean; timeline: string }>(sql)).rows;
  return { node, standby: row!.standby, timeline: Number.parseInt(row!.timeline || '0', 16) };
}

async function hasReplayed(node: PostgresNode, { address, generation }: ReplicaRow): Promise<boolean> {
  const copies = await node.pool.query<ReplicaRow>(READ_SET).catch(() => undefined);
  const own = copies?.rows.find((row) => row.address === address);
  return own?.serving === true && own.generation === generation;
}

/** Whether a replica has replayed what the primary had when it was asked, but for a moment's worth. */
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
