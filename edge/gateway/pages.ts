import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { addressOf } from '../web/src/addresses.ts';
import { apiFiles } from './api-docs/files.ts';
import { pagePolicy } from './security-headers.ts';

/** Serves the built page and the description of the HTTP API; other paths are 404. */
export type Pages = (path: string, request: IncomingMessage, response: ServerResponse) => void;

interface File {
  readonly type: string;
  readonly body: Buffer;
  readonly gzip: Buffer | undefined;
  readonly cache: string;
  readonly isPage: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};
/** File names below it contain a hash of their content. */
const hashed = '/assets/';

/** @param directory of built files; if it is undefined or missing, responses say how to build it */
export function pages(directory: string | undefined): Pages {
  const files = directory === undefined ? new Map<string, File>() : readAll(directory);
  const page = files.get('/index.html');
  return (path, request, response) => {
    const file = files.get(path) ?? apiFile(path) ?? (isAddress(path) ? page : undefined);
    if (file !== undefined && request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      plain(response, 405, 'method not allowed\n');
    } else if (file !== undefined) send(file, request, response);
    else if (isAddress(path)) plain(response, 404, 'the page is not built: make web\n');
    else plain(response, 404, 'not found\n');
  };
}

/** Paths that a user may have in the address bar: no files, no RPCs. */
const isAddress = (path: string) => addressOf(path) !== undefined;

function send(
  { type, body, gzip, cache, isPage }: File,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const zipped = gzip !== undefined && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (isPage) response.setHeader('content-security-policy', pagePolicy);
  if (zipped) response.setHeader('content-encoding', 'gzip');
  const sent = zipped ? gzip : body;
  response.writeHead(200, { 'content-type': type, 'cache-control': cache, 'content-length': sent.length });
  response.end(request.method === 'HEAD' ? undefined : sent);
}

function plain(response: ServerResponse, code: number, text: string): void {
  response
    .writeHead(code, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(text);
}

const madeApiFiles = new Map<string, File>();

function apiFile(path: string): File | undefined {
  const source = apiFiles.get(path);
  if (source === undefined) return undefined;
  const file = madeApiFiles.get(path) ?? fileOf(source.name, Buffer.from(source.text()));
  madeApiFiles.set(path, file);
  return file;
}

function readAll(directory: string): Map<string, File> {
  const files = new Map<string, File>();
  for (const entry of entries(directory)) {
    const path = `/${entry.replaceAll('\\', '/')}`;
    files.set(path, fileOf(path, readFileSync(join(directory, entry))));
  }
  return files;
}

function fileOf(path: string, body: Buffer): File {
  const type = types[extname(path)] ?? 'application/octet-stream';
  return {
    type,
    body,
    gzip: body.length > 1024 && !type.startsWith('image/png') ? gzipSync(body, { level: 9 }) : undefined,
    cache: path.startsWith(hashed) ? 'public, max-age=31536000, immutable' : 'no-cache',
    isPage: path.endsWith('.html'),
  };
}

function entries(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) =>
        join(parentPath, name)
          .slice(directory.length)
          .replace(/^[/\\]/, ''),
      );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
