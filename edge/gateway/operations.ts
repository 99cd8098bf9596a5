import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { DownstreamHealth } from '../../platform/rpc/downstream-health.ts';

export interface OperationsOptions {
  readonly isReady: () => boolean;
  /** Why the process must not receive calls, for operators; undefined while it may. */
  readonly problem?: (() => string | undefined) | undefined;
  /** Which downstream services answer; absent where there are none. */
  readonly downstreamHealth?: DownstreamHealth | undefined;
  /** The databases of this process that refuse writes now. */
  readonly refusing?: (() => readonly string[]) | undefined;
  readonly metrics: Registry;
  /** Who may read metrics. Default: everybody. */
  readonly showsMetrics?: (request: IncomingMessage) => boolean;
  /** The public keys of access tokens, as a JSON Web Key Set. */
  readonly jwks: () => Promise<object>;
}

/** Handles the request if it has one of the paths; else false. */
export type Operations = (path: string, request: IncomingMessage, response: ServerResponse) => boolean;

interface Answer {
  readonly code: number;
  readonly text: string;
  readonly type?: string;
  readonly cache?: string;
}

/** How long clients may cache the keys, in seconds: a new key must be known before it signs. */
export const keysSeconds = 60;

/**
 * `/healthz`: the process runs. `/readyz`: it accepts calls; it also names downstream services that do not answer and
 * storage that refuses writes. `/metrics`: Prometheus. `/.well-known/jwks.json`: the keys that verify access tokens.
 */
export function operations(options: OperationsOptions): Operations {
  const { metrics, showsMetrics = () => true, jwks } = options;
  const answers: Readonly<Record<string, (request: IncomingMessage) => Answer | Promise<Answer>>> = {
    '/healthz': () => ({ code: 200, text: 'ok\n' }),
    '/readyz': () => readiness(options),
    '/metrics': async (request) =>
      showsMetrics(request)
        ? { code: 200, text: await metrics.metrics(), type: metrics.contentType }
        : { code: 403, text: 'for this machine and trusted proxies\n' },
    '/.well-known/jwks.json': async () => ({
      code: 200,
      text: JSON.stringify(await jwks()),
      type: 'application/json',
      cache: `public, max-age=${keysSeconds}`,
    }),
  };
  return (path, request, response) => {
    const answer = Object.hasOwn(answers, path) ? answers[path] : undefined;
    if (answer === undefined) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      send(response, { code: 405, text: 'method not allowed\n' });
    } else {
      // A failed read must not end the process.
      Promise.resolve()
        .then(() => answer(request))
        .catch(() => ({ code: 503, text: 'not to be had now\n' }))
        .then((found) => send(response, found));
    }
    return true;
  };
}

/**
 * A service that does not answer is only named: if the load balancer removed this process for it, it would remove all
 * the others too. The process is not ready only when no service answers.
 */
async function readiness({
  isReady,
  problem,
  downstreamHealth,
  refusing,
}: OperationsOptions): Promise<Answer> {
  const reached = isReady() ? await downstreamHealth?.() : undefined;
  // It may have started to drain meanwhile.
  const why = problem?.();
  const ready = isReady() && why === undefined && reached?.answering.length !== 0;
  const missing = (reached?.silent ?? []).map((name) => `${name} does not answer\n`);
  // Reads continue, so the process stays ready.
  const files = refusing?.() ?? [];
  const writes = files.length > 0 ? `no writes: the storage fails (${files.join(', ')})\n` : '';
  return {
    code: ready ? 200 : 503,
    text: `${ready ? 'ready' : 'not ready'}\n${why === undefined ? '' : `${why}\n`}${missing.join('')}${writes}`,
  };
}

function send(response: ServerResponse, { code, text, type, cache }: Answer): void {
  response.writeHead(code, {
    'content-type': type ?? 'text/plain; charset=utf-8',
    'cache-control': cache ?? 'no-store',
  });
  response.end(text);
}
