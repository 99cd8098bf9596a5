import type { DescMethod, MessageInitShape } from '@bufbuild/protobuf';
import type { ReasonName } from '../../../platform/domain-error.ts';

/** The headers by which a call says who makes it. */
export type Headers = Readonly<Record<string, string>>;

/** What must come back. */
export interface Expected {
  /** OK: it looks bad and is not; it must be answered, and change nothing all the same. */
  readonly reason: ReasonName | 'OK';
  /** The only field that BadRequest names; absent: it names none. */
  readonly field?: string;
  /** Figures of the ErrorInfo, as far as named. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** RetryInfo says when to try again. */
  readonly retry?: boolean;
  /** Tables that may change, and `because` why this is no change of anything that anybody sees. */
  readonly may?: { readonly change: readonly string[]; readonly because: string };
  /** Looks at an answer that is OK. */
  readonly check?: (answer: never) => boolean;
}

/** One bad request: to which RPC, what is wrong with it, by whom, and what must come back. */
export interface Row extends Expected {
  /** Undefined for a path that nothing serves. */
  readonly method: DescMethod | undefined;
  /** `/package.Service/Method` */
  readonly path: string;
  readonly wrong: string;
  /** As it goes over the wire: the shape of a message, or bytes that need not be one. */
  readonly request: object | Uint8Array;
  readonly as: Headers;
}

export function pathOf({ parent, name }: DescMethod): string {
  return `/${parent.typeName}/${name}`;
}

/** `AuthService/SignUp` */
export function shortName({ parent, name }: DescMethod): string {
  return `${parent.name}/${name}`;
}

/** Collects the rows of one caller. */
export type RowsOf = <M extends DescMethod>(
  method: M,
  wrong: string,
  request: MessageInitShape<M['input']> | Uint8Array,
  expected: Expected | ReasonName,
  as?: Headers,
) => void;

/** @param as who calls, where a row does not say */
export function into(rows: Row[], as: Headers): RowsOf {
  return (method, wrong, request, expected, by = as) => {
    const given = typeof expected === 'string' ? { reason: expected } : expected;
    rows.push({ ...given, method, path: pathOf(method), wrong, request: request as object, as: by });
  };
}

/** FIELD_INVALID of one field. */
export function field(name: string): Expected {
  return { reason: 'FIELD_INVALID', field: name };
}

/** A name, bio or device over its number of user-perceived characters. */
export function overLength(name: string, length: number, limit: number): Expected {
  const metadata = { length: String(length), limit: String(limit), unit: 'graphemes' };
  return { reason: 'TEXT_TOO_LONG', field: name, metadata };
}
