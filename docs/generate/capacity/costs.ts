import type { Measured } from '../measured/measured.ts';

/** The processes that a call passes, and the engines behind them. */
export const components = [
  'front',
  'timeline',
  'post',
  'user',
  'graph',
  'redis',
  'cassandra',
  'kafka',
  'dgraph',
  'postgres',
] as const;
export type Component = (typeof components)[number];

/** All but PostgreSQL: the stored run counted only the first of its processes, which does no work for calls. */
export const measuredComponents: readonly Component[] = components.filter((name) => name !== 'postgres');

export const kinds = [
  'home page',
  'home page, token unknown',
  'user page',
  'post',
  'like',
  'follow',
] as const;
export type Kind = (typeof kinds)[number];

export type PerComponent = Readonly<Record<Component, number>>;

/** What the benchmarks measured, for one call of each kind. */
export interface Costs {
  readonly cpuMs: Readonly<Record<Kind, PerComponent>>;
  /** Read and written, to sockets and files. */
  readonly kilobytes: Readonly<Record<Kind, PerComponent>>;
  /** Rings that one measured post was pushed to. */
  readonly ringsOfPost: number;
  /** CPU of one push into a ring. */
  readonly push: { readonly redisMs: number; readonly timelineMs: number };
  /** CPU of the server for an RPC that does nothing. */
  readonly emptyRpcMs: number;
  /** What a page costs more as JSON through the gateway. */
  readonly browserMs: number;
  readonly stream: { readonly kibibytes: number; readonly heartbeatMs: number };
}

export function costsOf({ figure }: Measured): Costs {
  const table = (what: string) =>
    Object.fromEntries(
      kinds.map((kind) => [
        kind,
        Object.fromEntries(
          components.map((name) => [
            name,
            measuredComponents.includes(name) ? figure('cluster-costs', `${kind}: ${what}`, name) : 0,
          ]),
        ),
      ]),
    ) as Record<Kind, PerComponent>;
  const page = (door: string) => figure('doors', `${door}, 8 callers`, 'server CPU ms');
  const home = (column: string) => figure('idle-streams', 'StreamHomeTimeline, heartbeats', column);
  return {
    cpuMs: table('CPU ms'),
    kilobytes: table('kB read and written'),
    ringsOfPost: figure('cluster-costs', 'post: CPU ms', 'rings'),
    push: {
      redisMs: figure('cluster-fan-out', "the timeline service's ring store", 'redis CPU us a push') / 1_000,
      timelineMs: figure('cluster-fan-out', "the timeline service's ring store", 'our CPU us a push') / 1_000,
    },
    emptyRpcMs: figure('home', 'empty RPC, same host', 'server CPU ms'),
    browserMs: Math.max(0, page('connect+json') - page('grpc')),
    stream: { kibibytes: home('heap and native KiB a stream'), heartbeatMs: home('CPU ms a message') },
  };
}
