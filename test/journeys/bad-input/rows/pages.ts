import { create, type DescMethod, fromBinary, type Message } from '@bufbuild/protobuf';
import { Access } from '../../../../gen/ts/skein/options/v1/options_pb.ts';
import { accessOf } from '../../../../platform/auth/access.ts';
import type { Cast, Good } from '../../../../services/hosting/examples.ts';
import { type BadRequest, type Headers, pathOf } from '../../../../services/hosting/examples.ts';
import type { Caller } from '../caller.ts';
import { rightCaller } from './everywhere.ts';

type Page = Message & { nextPageToken: string };

/** Reads one page and gives its token. */
async function tokenOf(caller: Caller, method: DescMethod, request: object, as: Headers): Promise<string> {
  const outcome = await caller.call(pathOf(method), method, { ...request, pageSize: 1 }, as);
  const page = fromBinary(method.output, outcome.answer ?? new Uint8Array()) as Page;
  if (page.nextPageToken === '') {
    const { code, message } = outcome;
    throw new Error(
      code === 0
        ? `${method.name} needs two entries for each caller: its examples() creates them with cast.call, for Ada and for Bob`
        : `${method.name} failed: ${message}`,
    );
  }
  return page.nextPageToken;
}

export function isPaged({ method }: Good): boolean {
  return method.input.fields.some(({ name }) => name === 'page_token');
}

/** Page tokens that are broken, forged, or of another list. */
export async function pageTokenRows(
  cast: Cast,
  caller: Caller,
  good: readonly Good[],
): Promise<BadRequest[]> {
  const paged = good.filter(isPaged);
  const tokens = new Map<DescMethod, string>();
  for (const one of paged) {
    const { method, request } = one;
    tokens.set(method, await tokenOf(caller, method, request, rightCaller(cast, one)));
  }
  const rows: BadRequest[] = [];
  for (const one of paged) {
    const { method, request } = one;
    const own = tokens.get(method)!;
    const bad: Record<string, string> = {
      'a page token of zeros': 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      'no base64url': 'not a token!',
      'a plain id': cast.posts.ada,
      'a truncated page token': own.slice(0, -4),
      'half a page token': own.slice(0, own.length / 2),
      'an extended page token': `${own}AAAA`,
      'an altered signature': `${own[0] === 'A' ? 'B' : 'A'}${own.slice(1)}`,
      'an altered place': altered(own),
      padding: `${own}=`,
      'blanks around it': ` ${own} `,
    };
    for (const [other, token] of tokens) {
      if (other !== method) bad[`the page token of ${other.name}`] = token;
    }
    const subject = (['postId', 'userId'] as const).find((name) => name in request);
    if (accessOf(method) === Access.OPERATOR) {
      // All operators see the same lists.
    } else if ('notificationId' in request) {
      // For everybody but its reader a notification does not exist.
    } else if (subject === undefined) {
      bad["another user's page token"] = await tokenOf(caller, method, request, cast.as(cast.bob));
    } else {
      const about = subject === 'postId' ? cast.posts.ada : cast.ada.userId;
      bad[`the page token of another ${subject}`] = await tokenOf(
        caller,
        method,
        { [subject]: about },
        cast.as(cast.ada),
      );
    }
    for (const [wrong, pageToken] of Object.entries(bad)) {
      const path = pathOf(method);
      rows.push({
        method,
        path,
        wrong,
        request: { ...request, pageToken },
        as: rightCaller(cast, one),
        reason: 'PAGE_TOKEN_INVALID',
        field: 'page_token',
      });
    }
  }
  return rows;
}

/** Walks a list to its end with one entry a page; gives all entries in order. */
export async function walk(caller: Caller, { method, request }: Good, as: Headers): Promise<string[]> {
  const found: string[] = [];
  const list = method.output.fields.find(
    ({ fieldKind, name }) => fieldKind === 'list' && name !== 'ancestors',
  )!;
  let pageToken = '';
  do {
    const { code, message, answer } = await caller.call(
      pathOf(method),
      method,
      { ...create(method.input, { ...request, pageSize: 1 }), pageToken },
      as,
    );
    if (code !== 0) throw new Error(`page ${found.length}: ${message}`);
    const page = fromBinary(method.output, answer!) as Page & Record<string, unknown[]>;
    found.push(
      ...(page[list.localName] ?? []).map((entry) =>
        JSON.stringify(entry, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
      ),
    );
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return found;
}

/** The token with one bit of its last content byte changed. */
function altered(token: string): string {
  const bytes = Buffer.from(token, 'base64url');
  bytes[bytes.length - 1]! ^= 1;
  return bytes.toString('base64url');
}
