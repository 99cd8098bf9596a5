import type { DescService } from '@bufbuild/protobuf';
import type { ServiceImpl, Transport } from '@connectrpc/connect';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Clock } from '../platform/clock.ts';
import type { EventBus } from '../platform/events/port.ts';
import type { Ids } from '../platform/ids.ts';
import type { Closers } from '../platform/lifecycle.ts';
import type { PageTokens } from '../platform/pages.ts';
import type { ServiceName } from './registry.ts';

/** A service's descriptor with the handlers that serve it; RPCs without a handler answer UNIMPLEMENTED. */
export interface Hosted {
  readonly service: DescService;
  // biome-ignore lint/suspicious/noExplicitAny: a list of implementations of different services has no one type.
  readonly impl: Partial<ServiceImpl<any>>;
}

/** What a process gives to every service that it hosts. */
export interface Host {
  readonly profile: 'embedded' | 'cluster';
  /** The environment that settings are read from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the embedded profile keeps its files. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly metrics: Registry;
  readonly bus: EventBus;
  readonly pageTokens: PageTokens;
  /** A secret of this deployment by name, at least 32 bytes; made at the first run in the embedded profile. */
  secret(name: string): Buffer;
  /** The way to another service; identity, request id and deadline of the current call go along. */
  transport(service: ServiceName): Transport;
  /** What is opened is pushed here and closed in reverse. */
  readonly closers: Closers;
}

/** A service as its composition root hands it out. */
export interface Composed {
  readonly hosted: readonly Hosted[];
  /** Starts consumers, relays and sweeps, once every service of the process is reachable. */
  start(): Promise<void>;
}
