import type { DescEnum, DescMethod } from '@bufbuild/protobuf';
import { codeToHttpStatus } from '@connectrpc/connect/protocol-connect';
import { Code } from '../../gen/ts/google/rpc/code_pb.ts';
import { Access } from '../../gen/ts/skein/options/v1/options_pb.ts';
import { accessOf } from '../../platform/auth/access.ts';
import { fieldOf } from '../contract.ts';
import { commentOf } from './comments.ts';

export interface Reason {
  /** Without the prefix REASON_. */
  readonly name: string;
  /** Of google.rpc.Code, such as INVALID_ARGUMENT. */
  readonly code: string;
  /** The HTTP status of the code. */
  readonly status: number;
  readonly meaning: string;
}

/** Every call can fail with these. */
export const everywhere = [
  ...['FIELD_INVALID', 'MESSAGE_MALFORMED', 'MESSAGE_TOO_LARGE', 'RATE_LIMITED', 'OVERLOADED'],
  ...['TOKEN_INVALID', 'TOKEN_EXPIRED', 'SESSION_REVOKED'],
  ...['INTERNAL', 'UNIMPLEMENTED', 'DEPENDENCY_UNAVAILABLE', 'DRAINING', 'DEADLINE_EXCEEDED'],
];
const ofAccess: Readonly<Partial<Record<Access, readonly string[]>>> = {
  [Access.USER]: ['TOKEN_MISSING'],
  [Access.MODERATOR]: ['TOKEN_MISSING', 'ROLE_REQUIRED'],
  [Access.OPERATOR]: ['TOKEN_MISSING', 'ROLE_REQUIRED'],
};
const ofField: Readonly<Record<string, readonly string[]>> = {
  page_token: ['PAGE_TOKEN_INVALID'],
  resume_token: ['RESUME_TOKEN_INVALID', 'RESUME_TOKEN_TOO_OLD'],
  request_id: ['REQUEST_ID_REUSED'],
};

/** All reasons of the contract. Their comments begin with the canonical code. */
export function reasonsOf(desc: DescEnum): Reason[] {
  return desc.values.slice(1).map((value) => {
    const [, code = '', meaning = ''] = /^([A-Z_]+)\. (.*)$/.exec(commentOf(value)) ?? [];
    const name = value.name.replace(/^REASON_/, '');
    return { name, code, meaning, status: codeToHttpStatus(Code[code as keyof typeof Code] as number) };
  });
}

/** Why an RPC can fail: what each RPC has, and what its comment names. */
export function reasonsOfMethod(method: DescMethod, all: readonly Reason[]): Reason[] {
  const named = new Set([
    ...everywhere,
    ...(ofAccess[accessOf(method)] ?? []),
    ...Object.keys(ofField).flatMap((name) => (fieldOf(method.input, name) ? ofField[name]! : [])),
    ...(commentOf(method).match(/\b[A-Z][A-Z_]+\b/g) ?? []),
  ]);
  return all.filter(({ name }) => named.has(name));
}
