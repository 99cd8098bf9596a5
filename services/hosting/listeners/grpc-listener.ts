import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Closers } from '../../../platform/lifecycle.ts';
import { listening } from '../../../platform/listening.ts';
import type { EntranceLimits } from '../../../platform/rpc/grpc-limits.ts';
import { grpcServer } from '../../../platform/rpc/grpc-server.ts';
import { type Behind, health } from '../../../platform/rpc/health.ts';
import type { Hosted } from '../../../platform/rpc/host.ts';
import { guarded, type Interceptor } from '../../../platform/rpc/intercept.ts';
import type { Admit } from '../../../platform/rpc/interceptors/shed.ts';
import { reflection } from '../../../platform/rpc/reflection.ts';
import type { Refused } from '../../../platform/rpc/refused.ts';
import type { Storage } from '../../../platform/sqlite/storage.ts';

/** What a process listens with, of either profile. */
export interface Servers {
  readonly grpcPort: number;
  readonly httpPort: number;
  /** Everything is up: health says SERVING, /readyz 200. */
  serve(): void;
}

export interface GrpcListenerOptions {
  readonly bind: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Guarded handlers, those of the mesh among them. */
  readonly hosted: readonly Hosted[];
  /** Whether there is room for a call, asked before its request is read. */
  readonly admit: Admit | undefined;
  /** Whom calls are passed on to; the process answers them itself without. */
  readonly behind?: Behind;
  /** What stands before health, too. */
  readonly guard?: readonly Interceptor[];
  /** What calls count against before they are read. */
  readonly entranceLimits?: EntranceLimits | undefined;
  /** Hears of calls that are refused as they came. */
  readonly refused?: Refused | undefined;
  /** Hears of every connection. */
  readonly connected?: (socket: Socket) => void;
  /** Whether the process takes writes; it always does without files of its own. */
  readonly storage?: Pick<Storage, 'refusing' | 'onChange'>;
  /** Names of the services that reflection shows. */
  readonly publicNames: readonly string[];
  readonly closers: Closers;
}

export interface GrpcListener {
  readonly port: number;
  /** Health says SERVING, of everything. */
  serve(): void;
  /** Health says NOT_SERVING; calls are still taken. */
  drain(): void;
}

/** How long running calls may take to end at a stop, in milliseconds. */
const drainMs = 5_000;
/** The name under which health says whether writes are taken; calls that only read go on when they are not. */
export const writesHealth = 'writes';
const publicDescriptors = new URL('../../../gen/public.binpb', import.meta.url);

/** The gRPC server of a process, with health and reflection. */
export async function openGrpcListener(options: GrpcListenerOptions): Promise<GrpcListener> {
  const { bind, hosted, admit, behind, guard = [], connected, storage, publicNames, closers } = options;
  const names = hosted.map(({ service }) => service.typeName);
  const status = health([...names, writesHealth], behind);
  let serving = false;
  const setWrites = () => status.set(writesHealth, serving && (storage?.refusing() ?? []).length === 0);
  storage?.onChange(setWrites);
  const grpc = grpcServer([...hosted, ...guarded([status.hosted], guard)], {
    admit,
    limits: options.entranceLimits,
    refused: options.refused,
    connected,
    extend: reflection(readFileSync(publicDescriptors), [...publicNames, status.hosted.service.typeName]),
  });
  const { port, close } = await listening(
    'SKEIN_GRPC_PORT',
    bind,
    options.port,
    grpc.listen({ bind, port: options.port }),
  );
  closers.add({ name: 'gRPC server', close: () => close({ graceMs: drainMs }), limitMs: drainMs + 1_000 });
  return {
    port,
    serve() {
      serving = true;
      for (const name of ['', ...names]) status.set(name, true);
      setWrites();
    },
    drain: status.drain,
  };
}
