import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { Reach } from '../../platform/rpc/reach.ts';

export interface OperationsOptions {
  readonly isReady: () => boolean;
  /** Why the process must not be sent calls although it runs, in words for operators; undefined while it may. */
  readonly problem?: (() => string | undefined) | undefined;
  /** Which services behind this process answer; without, none stand there. */
  readonly reach?: Reach | undefined;
  /** The databases of this process that take no writes now. */
  readonly refusing?: (() => readonly string[]) | undefined;
  readonly metrics: Registry;
  /** Who may see the figures; everybody without. */
  readonly showsMetrics?: (request: IncomingMessage) => boolean;
  /** The public keys of access tokens, as a JSON Web Key Set. */
  readonly jwks: () => Promise<object>;
}

/** Answers the request if it is for one of the paths; else false. */
export type Operations = (path: string, request: IncomingMessage, response: ServerResponse) => boolean;

interface Answer {
  readonly code: number;
  readonly text: string;
  readonly type?: string;
  readonly cache?: string;
}

/** How long others may keep the keys, in seconds: a new key must be known before it signs. */
const keysSeconds = 60;

/**
 * `/healthz`: the process lives. `/readyz`: it takes calls, which services behind it do not answer,
 * and that its storage takes no writes. `/metrics`:
 * Prometheus. `/.well-known/jwks.json`: the keys that access tokens are verified with.
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
      // What can't be read now must not end the process.
      Promise.resolve()
        .then(() => answer(request))
        .catch(() => ({ code: 503, text: 'not to be had now\n' }))
        .then((found) => send(response, found));
    }
    return true;
  };
}

/**
 * A service that does not answer is named and no more: a load balancer that took this process away for it would take all
 * the others away, too. When none answers there is nothing left to take.
 */
async function readiness({ isReady, problem, reach, refusing }: OperationsOptions): Promise<Answer> {
  const reached = isReady() ? await reach?.() : undefined;
  // It may have begun to drain meanwhile.
  const why = problem?.();
  const ready = isReady() && why === undefined && reached?.answering.length !== 0;
  const missing = (reached?.silent ?? []).map((name) => `${name} does not answer\n`);
  // Reads go on, so the process stays where it is.
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
