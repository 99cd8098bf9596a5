import type { DescMethod, MessageInitShape } from '@bufbuild/protobuf';
import type { ReasonName } from '../../platform/domain-error.ts';
import type { Cast, Headers } from '../product/cast.ts';

export type { Cast, Headers } from '../product/cast.ts';

/** Good and bad requests of every RPC of a service: what a test of all services tries, and no other place has. */
export interface Examples {
  /**
   * One of every RPC that has a handler. All of them succeed one after the other, in the order of the table of services,
   * those that are `last` behind all others.
   */
  readonly good: readonly Good[];
  /** At least one of every RPC with a request that can be wrong in a way of its own; none changes anything. */
  readonly bad: readonly BadRequest[];
  /** Attempts until a limit is met; tried behind all others, because people have to wait from then on. */
  readonly untilLimited?: readonly BadRequest[];
  /** Errors that the contract promises, and that no single request to a fresh network brings about: RPC, reason, where they are tested. */
  readonly testedElsewhere?: readonly (readonly [DescMethod, ReasonName, where: string])[];
  /** Declared calls that no good example of a network in one process leads to, and where they are tested. */
  readonly callsElsewhere?: readonly (readonly [DescMethod, where: string])[];
}

/** What `examples` of a `service.ts` loads. */
export interface ExamplesModule {
  examples(cast: Cast): Examples | Promise<Examples>;
}

export interface Good {
  readonly method: DescMethod;
  readonly request: Readonly<Record<string, unknown>>;
  /** Who calls; without it Ada, the operator, or a service, as the RPC's access demands. */
  readonly as?: Headers;
  /** It ends what other examples need. */
  readonly last?: boolean;
  /**
   * Two requests that are good by themselves, and of which the second is refused under the `request_id` of the first; or why
   * there are none. For every write that has a `request_id`. Max makes them, or the operator.
   */
  readonly repeated?: Repeated | string;
}

export interface Repeated {
  readonly first: Readonly<Record<string, unknown>>;
  readonly other: Readonly<Record<string, unknown>>;
}

/** What must come back. */
export interface Expected {
  /** OK for a request that looks invalid but is not; it must be answered, and change nothing. */
  readonly reason: ReasonName | 'OK';
  /** The only field in BadRequest; absent: it names none. */
  readonly field?: string;
  /** Expected metadata of the ErrorInfo, as far as listed. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** RetryInfo must be present. */
  readonly retry?: boolean;
  /** Tables that may change, and `because`: why no user sees a change. */
  readonly may?: { readonly change: readonly string[]; readonly because: string };
  /** Checks an OK response. */
  readonly check?: (answer: never) => boolean;
}

/** One bad request: the RPC, what is wrong, the caller, and the expected response. */
export interface BadRequest extends Expected {
  /** Undefined for a path without a method. */
  readonly method: DescMethod | undefined;
  /** `/package.Service/Method` */
  readonly path: string;
  readonly wrong: string;
  /** The shape of a message, or arbitrary bytes. */
  readonly request: object | Uint8Array;
  readonly as: Headers;
}

export function pathOf({ parent, name }: DescMethod): string {
  return `/${parent.typeName}/${name}`;
}

/** Collects good requests. */
export function goodInto(good: Good[]) {
  return <M extends DescMethod>(
    method: M,
    request: MessageInitShape<M['input']>,
    more: Omit<Good, 'method' | 'request' | 'repeated'> & {
      readonly repeated?: string | readonly [MessageInitShape<M['input']>, MessageInitShape<M['input']>];
    } = {},
  ): void => {
    const { repeated, ...rest } = more;
    const shape = (init: MessageInitShape<M['input']>) => init as Good['request'];
    good.push({
      method,
      request: shape(request),
      ...rest,
      ...(repeated !== undefined && {
        repeated:
          typeof repeated === 'string' ? repeated : { first: shape(repeated[0]), other: shape(repeated[1]) },
      }),
    });
  };
}

/** Collects the bad requests of one caller. */
export type BadRequestsOf = <M extends DescMethod>(
  method: M,
  wrong: string,
  request: MessageInitShape<M['input']> | Uint8Array,
  expected: Expected | ReasonName,
  as?: Headers,
) => void;

/** @param as who calls, where a bad request does not say */
export function badInto(bad: BadRequest[], as: Headers): BadRequestsOf {
  return (method, wrong, request, expected, by = as) => {
    const given = typeof expected === 'string' ? { reason: expected } : expected;
    bad.push({ ...given, method, path: pathOf(method), wrong, request: request as object, as: by });
  };
}

/** FIELD_INVALID of one field. */
export function field(name: string): Expected {
  return { reason: 'FIELD_INVALID', field: name };
}

/** Of a write that is refused after its claim was taken. @param service whose database has the claim */
export function claimStays(service: string): Pick<Expected, 'may'> {
  return {
    may: {
      change: [`${service}.db.claim`],
      because: 'an id stays with the request that it came with for a day, so that no other passes for it',
    },
  };
}
