import type { DescService } from '@bufbuild/protobuf';
import type { ServiceImpl, Transport } from '@connectrpc/connect';
import type { KeyRing } from '../platform/auth/keys.ts';
import { serviceTokenSource } from '../platform/auth/service-tokens.ts';
import type { Clock } from '../platform/clock.ts';
import type { Hosted } from '../platform/rpc/host.ts';
import { inProcessTransport } from '../platform/rpc/in-process.ts';
import { type Interceptor, intercept } from '../platform/rpc/intercept.ts';
import { forwarding } from '../platform/rpc/outgoing.ts';
import type { ServiceName } from './names.ts';

/** The services of one process as they reach each other: direct calls, guarded like those from outside. */
export interface InProcessMesh {
  /** What `caller` uses to reach `callee`; calls fail as UNIMPLEMENTED until the callee is attached. */
  transport(caller: ServiceName, callee: ServiceName): Transport;
  /** Puts the interceptors around a service's handlers and makes it reachable. */
  attach(name: ServiceName, hosted: readonly Hosted[], interceptors: readonly Interceptor[]): Hosted[];
}

export interface InProcessMeshOptions {
  readonly meshKeys: KeyRing;
  readonly clock: Clock;
  /** What a call carries so that its span goes under the current one. */
  readonly traceHeaders: () => Readonly<Record<string, string>>;
  /** Freezes messages, so that a test fails where one is changed. */
  readonly freeze?: boolean;
}

export function inProcessMesh(options: InProcessMeshOptions): InProcessMesh {
  const { meshKeys: ring, clock, traceHeaders, freeze = false } = options;
  const attached = new Map<ServiceName, Transport>();
  const nobody = inProcessTransport([]);
  return {
    transport(caller, callee) {
      const tokens = serviceTokenSource({ service: caller, ring, clock });
      const late: Transport = {
        unary: (...call) => (attached.get(callee) ?? nobody).unary(...call),
        stream: (...call) => (attached.get(callee) ?? nobody).stream(...call),
      };
      return forwarding(late, { serviceToken: () => tokens.token(), headers: traceHeaders });
    },
    attach(name, hosted, interceptors) {
      const guarded = hosted.map(({ service, impl }) => ({
        service,
        impl: intercept<DescService>(service, impl as ServiceImpl<DescService>, interceptors),
      }));
      attached.set(name, inProcessTransport(guarded, { freeze }));
      return guarded;
    },
  };
}
