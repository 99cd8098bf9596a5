import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { DomainError, type ReasonName } from './domain-error.ts';

const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;

/** The page size of a request: 0 means 20; below 0 or over 100 is FIELD_INVALID. */
export function pageSize(asked: number): number {
  if (asked === 0) return DEFAULT_PAGE_SIZE;
  if (Number.isInteger(asked) && asked > 0 && asked <= MAX_PAGE_SIZE) return asked;
  throw new DomainError('FIELD_INVALID', `page_size must be 0 to ${MAX_PAGE_SIZE}`, { field: 'page_size' });
}

/**
 * Opaque tokens for the position in a list. A token is signed and bound to its query: `query` names the method and
 * everything that decides the list's content and order (not the page size), for example `ListFollowers 123`. It is
 * signed, not encrypted: put nothing secret into a cursor.
 */
export interface PageTokens {
  seal(query: string, cursor: readonly string[]): string;
  /** The cursor; undefined for the empty token (the first page). Any other token is PAGE_TOKEN_INVALID. */
  open(query: string, token: string): string[] | undefined;
  /** For cursors of packed bytes. A token sealed as strings does not open as bytes, and the reverse. */
  sealBytes(query: string, cursor: Uint8Array): string;
  openBytes(query: string, token: string): Uint8Array | undefined;
}

/** The paging fields of a list request. */
export interface PageRequest {
  readonly pageSize: number;
  readonly pageToken: string;
}

/** The page that a request asks for. */
export interface RequestedPage {
  readonly size: number;
  /** The cursor of the previous page; undefined for the first page. */
  readonly after: readonly string[] | undefined;
  /** The token of the next page; empty when there is none. */
  nextToken(cursor: readonly string[] | undefined): string;
}

/** @throws DomainError FIELD_INVALID for the size, PAGE_TOKEN_INVALID */
export function requestedPage(tokens: PageTokens, query: string, request: PageRequest): RequestedPage {
  return {
    size: pageSize(request.pageSize),
    after: tokens.open(query, request.pageToken),
    nextToken: (cursor) => (cursor === undefined ? '' : tokens.seal(query, cursor)),
  };
}

/**
 * Cuts a page from a result with one item more than the page, which shows whether the list continues: then `last` is
 * the page's last item, else undefined.
 */
export function cutPage<T>(found: readonly T[], size: number): { items: readonly T[]; last: T | undefined } {
  const items = found.slice(0, size);
  return { items, last: found.length > size ? items.at(-1) : undefined };
}

export interface PageTokenOptions {
  /** The reason of a refused token. Default PAGE_TOKEN_INVALID. */
  reason?: ReasonName;
  /** The request field of the token. Default page_token. Tokens of one field do not open as another's. */
  field?: string;
}

const MAC_BYTES = 16;
const MIN_KEY_BYTES = 16;

/** `secretKey`: at least 16 random bytes, the same in every process that serves the list. */
export function pageTokens(secretKey: Uint8Array, options: PageTokenOptions = {}): PageTokens {
  const { reason = 'PAGE_TOKEN_INVALID', field = 'page_token' } = options;
  if (secretKey.length < MIN_KEY_BYTES) throw new Error(`a token key has at least ${MIN_KEY_BYTES} bytes`);
  const key = createSecretKey(secretKey);

  // Query and cursor have any length; the query's length separates them.
  const macOf = (kind: string, query: string, cursor: Uint8Array) => {
    const bound = `skein ${field} ${kind} ${Buffer.byteLength(query)} ${query}`;
    return createHmac('sha256', key).update(bound).update(cursor).digest().subarray(0, MAC_BYTES);
  };

  const seal = (kind: string, query: string, cursor: Uint8Array) =>
    Buffer.concat([macOf(kind, query, cursor), cursor]).toString('base64url');

  const open = (kind: string, query: string, token: string): Buffer | undefined => {
    if (token === '') return undefined;
    const bytes = Buffer.from(token, 'base64url');
    const cursor = bytes.subarray(MAC_BYTES);
    if (
      bytes.length < MAC_BYTES ||
      // Buffer skips letters outside base64url and drops spare bits. A token has exactly one spelling.
      bytes.toString('base64url') !== token ||
      !timingSafeEqual(bytes.subarray(0, MAC_BYTES), macOf(kind, query, cursor))
    ) {
      throw new DomainError(reason, `${field} is broken, forged, or belongs to another query`, { field });
    }
    return cursor;
  };

  return {
    seal: (query, cursor) => seal('strings', query, Buffer.from(JSON.stringify(cursor))),
    open(query, token) {
      const cursor = open('strings', query, token);
      return cursor && (JSON.parse(cursor.toString()) as string[]);
    },
    sealBytes: (query, cursor) => seal('bytes', query, cursor),
    openBytes(query, token) {
      const cursor = open('bytes', query, token);
      return cursor && new Uint8Array(cursor);
    },
  };
}
