import type { DescService } from '@bufbuild/protobuf';
import type { HandlerContext } from '@connectrpc/connect';
import { Registry } from 'prom-client';
import type { Test } from 'tap';
import { accessTokenIssuer, accessTokenVerifier } from '../../../platform/auth/access-tokens.ts';
import { generateKey, keyRing, parseKey } from '../../../platform/auth/keys.ts';
import { type CachedSessionGate, cachedSessionGate } from '../../../platform/auth/session-gate.ts';
import { systemClock, type TimedClock } from '../../../platform/clock.ts';
import { loadConfig } from '../../../platform/config.ts';
import { closers as closerStack } from '../../../platform/lifecycle.ts';
import { callLimitSettings, callLimits } from '../../../platform/limits/call-limits.ts';
import {
  forwardedForHeader,
  inProcessClientAddress,
  trustedProxies,
} from '../../../platform/limits/trusted-proxies.ts';
import { headerOf } from '../../../platform/rpc/headers.ts';
import type { Hosted } from '../../../platform/rpc/host.ts';
import { inProcessTransport } from '../../../platform/rpc/in-process.ts';
import { guarded } from '../../../platform/rpc/intercept.ts';
import { deadline } from '../../../platform/rpc/interceptors/deadline.ts';
import { limit } from '../../../platform/rpc/interceptors/limit.ts';
import { limitFigures } from '../../../platform/telemetry/limit-figures.ts';
import { gatewaySettings } from '../config.ts';
import { type GatewayOptions, startGateway } from '../gateway.ts';

export interface ServedGateway {
  readonly url: string;
  readonly port: number;
  /** A valid token of a user. */
  token(userId: string, ttlMs?: number, sessionId?: string): Promise<string>;
  /** Sessions that ended in another process. */
  readonly ended: Set<string>;
  readonly sessions: CachedSessionGate;
  serve(): void;
  drain(): void;
  close(): Promise<void>;
}

export interface ServedOptions {
  readonly hosted: readonly Hosted[];
  readonly env?: Record<string, string>;
  readonly proxies?: readonly string[];
  readonly clock?: TimedClock;
  readonly over?: Partial<GatewayOptions>;
}

/** A gateway on a free port in front of the given handlers, with its own keys. */
export async function servedGateway(
  t: Test,
  { hosted, env = {}, proxies = [], clock = systemClock, over = {} }: ServedOptions,
): Promise<ServedGateway> {
  const ring = keyRing([parseKey(await generateKey(clock.nowMs()))]);
  const closers = closerStack();
  const metrics = new Registry();
  const settings = loadConfig({ gateway: gatewaySettings, limits: callLimitSettings }, env);
  const limits = callLimits({ settings: settings.limits, clock, onRefused: limitFigures([metrics]) });
  const ended = new Set<string>();
  const sessions = cachedSessionGate(
    async ({ sessionId }) => (ended.has(sessionId) ? undefined : { role: 'user' }),
    { ttlMs: 15_000, clock },
  );
  const access = accessTokenVerifier({ keys: ring, clock, skewMs: 0 });
  const addressOf = (context: HandlerContext) =>
    inProcessClientAddress(headerOf(context, forwardedForHeader));
  const outer = [limit({ limits, access, sessions, addressOf }), deadline()];
  const transport = inProcessTransport(guarded(hosted, outer), { freeze: true });
  const services: DescService[] = hosted.map(({ service }) => service);
  const gateway = await startGateway({
    access,
    sessions,
    bind: '127.0.0.1',
    clock,
    closers,
    heartbeatMs: 15_000,
    jwks: async () => ring.jwks(),
    limits,
    metrics,
    port: 0,
    proxies: trustedProxies(proxies),
    services,
    settings: settings.gateway,
    slowReaderMs: 30_000,
    transportTo: () => transport,
    ...over,
  });
  gateway.serve();
  t.teardown(() => closers.close());
  return {
    url: `http://127.0.0.1:${gateway.port}`,
    port: gateway.port,
    ended,
    sessions,
    token: async (userId, ttlMs = 900_000, sessionId = `s-${userId}`) =>
      (
        await accessTokenIssuer({ ring, clock, ttlMs }).issue({
          userId,
          sessionId,
          role: 'user',
          generation: 0,
        })
      ).token,
    serve: gateway.serve,
    drain: gateway.drain,
    close: () => closers.close(),
  };
}
