import type { DescService } from '@bufbuild/protobuf';
import { Registry } from 'prom-client';
import type { Test } from 'tap';
import { accessTokenIssuer, accessTokenVerifier } from '../../../platform/auth/access-tokens.ts';
import { generateKey, keyRing, parseKey } from '../../../platform/auth/keys.ts';
import { systemClock, type TimedClock } from '../../../platform/clock.ts';
import { loadConfig } from '../../../platform/config.ts';
import { closers as closerStack } from '../../../platform/lifecycle.ts';
import { memoryRateLimiter } from '../../../platform/limits/memory.ts';
import { trustedProxies } from '../../../platform/limits/trusted-proxies.ts';
import type { Hosted } from '../../../platform/rpc/host.ts';
import { inProcessTransport } from '../../../platform/rpc/in-process.ts';
import { gatewaySettings } from '../config.ts';
import { type GatewayOptions, startGateway } from '../gateway.ts';

export interface ServedGateway {
  readonly url: string;
  readonly port: number;
  /** A good token of a person. */
  token(userId: string, ttlMs?: number): Promise<string>;
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

/** A gateway on a free port before the given handlers, with keys of its own. */
export async function servedGateway(
  t: Test,
  { hosted, env = {}, proxies = [], clock = systemClock, over = {} }: ServedOptions,
): Promise<ServedGateway> {
  const ring = keyRing([parseKey(await generateKey(clock.nowMs()))]);
  const closers = closerStack();
  const transport = inProcessTransport(hosted, { freeze: true });
  const services: DescService[] = hosted.map(({ service }) => service);
  const gateway = await startGateway({
    access: accessTokenVerifier({ keys: ring, clock, skewMs: 0 }),
    bind: '127.0.0.1',
    clock,
    closers,
    deadlines: { defaultMs: 10_000, maxMs: 60_000 },
    heartbeatMs: 15_000,
    jwks: async () => ring.jwks(),
    limiter: (_, allowance) => memoryRateLimiter(allowance),
    metrics: new Registry(),
    observers: [],
    port: 0,
    proxies: trustedProxies(proxies),
    services,
    settings: loadConfig({ gateway: gatewaySettings }, env).gateway,
    transportTo: () => transport,
    ...over,
  });
  gateway.serve();
  t.teardown(() => closers.close());
  return {
    url: `http://127.0.0.1:${gateway.port}`,
    port: gateway.port,
    token: async (userId, ttlMs = 900_000) =>
      (
        await accessTokenIssuer({ ring, clock, ttlMs }).issue({
          userId,
          sessionId: `s-${userId}`,
          role: 'user',
        })
      ).token,
    serve: gateway.serve,
    drain: gateway.drain,
    close: () => closers.close(),
  };
}
