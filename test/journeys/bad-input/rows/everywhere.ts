import type { DescField } from '@bufbuild/protobuf';
import { ScalarType } from '@bufbuild/protobuf';
import { Access } from '../../../../gen/ts/skein/options/v1/options_pb.ts';
import { accessOf } from '../../../../platform/auth/access.ts';
import { maxRequestBytes } from '../../../../platform/rpc/requests/max-request-bytes.ts';
import type { Cast, Good } from '../../../../services/hosting/examples.ts';
import {
  type BadRequest,
  type Expected,
  field,
  type Headers,
  pathOf,
} from '../../../../services/hosting/examples.ts';
import { asService, asUser, type Mint } from '../tokens.ts';

/** A caller that the RPC allows. */
export function rightCaller(cast: Cast, { method, as }: Good): Headers {
  if (as) return as;
  switch (accessOf(method)) {
    case Access.SERVICE:
      return cast.asService(method);
    case Access.OPERATOR:
      return cast.as(cast.operator);
    default:
      return cast.as(cast.ada);
  }
}

/** Faults that apply to every RPC: bytes, sizes, callers, and fields by their names. */
export async function everywhere(cast: Cast, mint: Mint, good: readonly Good[]): Promise<BadRequest[]> {
  const callers = await badCallers(cast, mint);
  return good.flatMap((one) => [...brokenBytes(cast, one), ...callers(one), ...badFields(cast, one)]);
}

function row(
  cast: Cast,
  good: Good,
  wrong: string,
  request: object,
  expected: Expected,
  as?: Headers,
): BadRequest {
  const { method } = good;
  return { ...expected, method, path: pathOf(method), wrong, request, as: as ?? rightCaller(cast, good) };
}

/** Undecodable or too large requests. */
function brokenBytes(cast: Cast, good: Good): BadRequest[] {
  const { input } = good.method;
  const malformed: Expected = { reason: 'MESSAGE_MALFORMED' };
  const rows = [
    row(cast, good, 'a field that ends behind the message', new Uint8Array([0x0a, 0x7f, 0x41]), malformed),
    row(cast, good, 'a tag cut in two', new Uint8Array([0x80]), malformed),
    row(cast, good, 'a field with the number 0', new Uint8Array([0x02, 0x00]), malformed),
    // A well-formed message just above the RPC's limit: an unknown field of bytes.
    row(cast, good, 'a byte too many', unknownField(maxRequestBytes(good.method) + 1), {
      reason: 'MESSAGE_TOO_LARGE',
      metadata: { limit: String(maxRequestBytes(good.method)) },
    }),
  ];
  const text = input.fields.find((each) => stringOf(each));
  if (text !== undefined) {
    const bytes = new Uint8Array([(text.number << 3) | 2, 3, 0x41, 0xff, 0xfe]);
    rows.push(row(cast, good, `broken UTF-8 in ${text.name}`, bytes, malformed));
    const surrogate = new Uint8Array([(text.number << 3) | 2, 3, 0xed, 0xa0, 0x80]);
    rows.push(row(cast, good, `half a surrogate pair in ${text.name}`, surrogate, malformed));
  }
  return rows;
}

/** A message of exactly `size` bytes: the field 1000, which no request has. */
function unknownField(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  // Tag 1000 << 3 | 2, then the length in four bytes of varint.
  const length = size - 6;
  bytes.set([
    0xc2,
    0x3e,
    ...[0, 7, 14, 21].map((shift) => ((length >> shift) & 0x7f) | (shift < 21 ? 0x80 : 0)),
  ]);
  return bytes;
}

function stringOf({ fieldKind, ...each }: DescField): boolean {
  return (
    (fieldKind === 'scalar' || fieldKind === 'list') && 'scalar' in each && each.scalar === ScalarType.STRING
  );
}

async function badCallers(cast: Cast, mint: Mint): Promise<(good: Good) => BadRequest[]> {
  const badUsers = await mint.badUserTokens(cast.ada);
  const badServices = await mint.badServiceTokens(cast.operator);
  const [expiredUser, expiredService] = await Promise.all([
    mint.expiredUserToken(cast.ada),
    mint.expiredServiceToken(),
  ]);
  const invalid: Expected = { reason: 'TOKEN_INVALID' };
  return (good) => {
    const access = accessOf(good.method);
    const by = (wrong: string, expected: Expected, as: Headers) =>
      row(cast, good, wrong, good.request, expected, as);
    const service = access === Access.SERVICE ? cast.asService(good.method) : {};
    // A token that is sent is checked even where none is needed.
    const rows = [
      ...Object.entries(badUsers).map(([wrong, token]) =>
        by(wrong, invalid, { ...service, ...asUser(token) }),
      ),
      by('basic authorization', invalid, { ...service, authorization: 'Basic YWRhOmFkYQ==' }),
      by('an expired token', { reason: 'TOKEN_EXPIRED' }, { ...service, ...asUser(expiredUser) }),
      ...Object.entries(badServices).map(([wrong, token]) => by(wrong, invalid, asService(token))),
      by("an expired service's token", { reason: 'TOKEN_EXPIRED' }, asService(expiredService)),
    ];
    const ended: Expected = { reason: 'SESSION_REVOKED' };
    rows.push(
      by('a token of a signed-out session', ended, { ...service, ...cast.as(cast.signedOut) }),
      by('a token of a deactivated account', ended, { ...service, ...cast.as(cast.dora) }),
    );
    // Even with valid tokens.
    const undeclared: Expected = { reason: 'SERVICE_NOT_ALLOWED' };
    const { nosuchservice, ...known } = cast.strangersTo(good.method);
    rows.push(by('an unknown service', undeclared, nosuchservice!));
    rows.push(by('an unknown service, for a user', undeclared, { ...nosuchservice, ...cast.as(cast.ada) }));
    const strangers = access === Access.SERVICE ? Object.entries(known) : [];
    for (const [name, stranger] of strangers) rows.push(by(`${name} undeclared`, undeclared, stranger));
    if (access === Access.USER) {
      rows.push(by('nobody', { reason: 'TOKEN_MISSING' }, {}));
    }
    if (access === Access.OPERATOR) {
      const required: Expected = { reason: 'ROLE_REQUIRED', metadata: { role: 'operator' } };
      rows.push(by('nobody', { reason: 'TOKEN_MISSING' }, {}));
      rows.push(by('a user', required, cast.as(cast.ada)));
      rows.push(by('a moderator', required, cast.as(cast.moderator)));
    }
    if (access === Access.SERVICE) {
      const required: Expected = { reason: 'SERVICE_REQUIRED' };
      rows.push(by('nobody', required, {}));
      rows.push(by('a user', required, cast.as(cast.ada)));
      rows.push(by('a moderator', required, cast.as(cast.moderator)));
      rows.push(by('an operator', required, cast.as(cast.operator)));
    }
    return rows;
  };
}

/** Fields with the same meaning everywhere, invalid in the same ways. */
function badFields(cast: Cast, good: Good): BadRequest[] {
  const { method, request } = good;
  const isPublic = accessOf(method) !== Access.SERVICE;
  const having = (each: DescField, value: unknown) => ({ ...request, [each.localName]: value });
  return method.input.fields.flatMap((each): BadRequest[] => {
    const { name, localName } = each;
    const bad = (wrong: string, value: unknown, where = name) =>
      row(cast, good, `${name}: ${wrong}`, having(each, value), field(where));
    if (name === 'page_size') {
      return [-1, 101, 2 ** 31 - 1, -(2 ** 31)].map((size) => bad(String(size), size));
    }
    if (name === 'page_token') return [bad('1,025 characters', 'A'.repeat(1_025))];
    if (name === 'request_id') return [bad('65 characters', 'r'.repeat(65))];
    // Members of a oneof have their own rows.
    if (each.oneof !== undefined || !stringOf(each) || !/_ids?$/.test(name)) return [];
    if (each.fieldKind === 'list') {
      const most = isPublic ? (name === 'media_ids' ? 4 : 100) : undefined;
      if (most === undefined) return [];
      const rows = [
        bad(
          `${most + 1} of them`,
          Array.from({ length: most + 1 }, (_, n) => `1${n}`),
        ),
        bad('an empty one', ['', ...filled(request[localName])], `${name}[0]`),
        bad(
          'one of 65 characters',
          [...filled(request[localName]), 'x'.repeat(65)],
          `${name}[${filled(request[localName]).length}]`,
        ),
      ];
      return name === 'media_ids' ? rows : [...rows, bad('none', [])];
    }
    const tooLong = bad('65 characters', 'x'.repeat(65));
    return request[localName] === undefined ? [tooLong] : [bad('missing', ''), tooLong];
  });
}

function filled(value: unknown): readonly string[] {
  return (value as readonly string[] | undefined) ?? [];
}
