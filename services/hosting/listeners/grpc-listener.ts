import type { DescService } from '@bufbuild/protobuf';
import { listening } from '../../../platform/listening.ts';
import { grpcServer } from '../../../platform/rpc/grpc-server.ts';
import { type Downstream, health } from '../../../platform/rpc/health.ts';
import type { Hosted } from '../../../platform/rpc/host.ts';
import { guarded, type Interceptor } from '../../../platform/rpc/intercept.ts';
import { reflection } from '../../../platform/rpc/reflection.ts';
import type { Storage } from '../../../platform/sqlite/storage.ts';
import type { CallGuard } from '../guard/call-guard.ts';
import type { ProcessContext } from '../process-context.ts';

export interface GrpcListenerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Guarded handlers, including those of mesh services. */
  readonly hosted: readonly Hosted[];
  /** Interceptors before health. */
  readonly healthGuard: readonly Interceptor[];
  /** The processes that calls are forwarded to. Absent: the process answers all calls itself. */
  readonly behind?: Downstream | undefined;
  /** The services that reflection lists, besides health. */
  readonly reflected: readonly DescService[];
}

/** The parts of a process that its gRPC server needs. */
export interface GrpcListenerProcess {
  readonly context: Pick<ProcessContext, 'closers' | 'metrics'> & {
    readonly config: { readonly process: Pick<ProcessContext['config']['process'], 'bind'> };
  };
  readonly profile: { readonly storage?: Pick<Storage, 'refusing' | 'onChange'> };
  readonly guard: Pick<CallGuard, 'admit' | 'listenerLimits' | 'boundConnections' | 'unreadAnswers'>;
}

export interface GrpcListener {
  readonly port: number;
  /** Sets the health of every service to SERVING. */
  serve(): void;
  /** Sets health to NOT_SERVING. Calls are still accepted. */
  drain(): void;
}

/** How long running calls may take to end when the server stops, in milliseconds. */
const drainMs = 5_000;
/** The health name of writes. When it is NOT_SERVING, calls that only read still work. */
export const writesHealth = 'writes';

/** Opens the gRPC server of a process, with health and reflection. All processes have the same limits. */
export async function openGrpcListener(
  { context, profile, guard }: GrpcListenerProcess,
  { port: wanted, hosted, healthGuard, behind, reflected }: GrpcListenerOptions,
): Promise<GrpcListener> {
  const { closers, metrics, config } = context;
  const { bind } = config.process;
  const { storage } = profile;
  const names = hosted.map(({ service }) => service.typeName);
  const status = health([...names, writesHealth], behind);
  let serving = false;
  const setWrites = () => status.set(writesHealth, serving && (storage?.refusing() ?? []).length === 0);
  storage?.onChange(setWrites);
  const grpc = grpcServer([...hosted, ...guarded([status.hosted], healthGuard)], {
    admit: guard.admit,
    limits: guard.listenerLimits,
    onRefused: metrics.refused('grpc'),
    connected: guard.boundConnections(),
    unreadAnswers: guard.unreadAnswers,
    extend: reflection([...reflected, status.hosted.service]),
  });
  const { port, close } = await listening(
    'SKEIN_BIND, SKEIN_GRPC_PORT',
    bind,
    wanted,
    grpc.listen({ bind, port: wanted }),
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
