import type { OutgoingHttpHeaders } from 'node:http';
import type { AnyRequest } from '../any-request.ts';

/** The headers of a request as handlers see them, without the pseudo-headers of HTTP/2. */
export function toWebHeaders({ headers }: AnyRequest): Headers {
  const web = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name.startsWith(':')) continue;
    for (const each of Array.isArray(value) ? value : [value]) web.append(name, each);
  }
  return web;
}

/** One request header; repeated ones are joined. */
export function requestHeader({ headers }: AnyRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Set by the protocol or by Node, which throws for some of a handler's. */
const reserved =
  /^(content-type|content-length|content-encoding|grpc-encoding|trailer|transfer-encoding|connection|keep-alive|upgrade)$/;

/** Adds a handler's headers to a response, except those of the protocol. */
export function addHeaders(to: OutgoingHttpHeaders, from: Headers | undefined, prefix = ''): void {
  for (const [name, value] of from ?? []) {
    const key = prefix + name;
    if (reserved.test(key)) continue;
    const before = to[key];
    to[key] = before === undefined ? value : [before as string | string[], value].flat();
  }
}

/** The encoding of a compressed request, by the value that names it. */
export function compression(named: string | null | undefined): string | undefined {
  return named === 'identity' ? undefined : (named ?? undefined);
}
