import type { DescMethod, MessageInitShape } from '@bufbuild/protobuf';
import type { ReasonName } from '../../platform/domain-error.ts';
import type { Cast, Headers } from '../product/cast.ts';

export type { Cast, Headers } from '../product/cast.ts';

/** Good and bad requests of every RPC of a service, for tests that cover all services. */
export interface Examples {
  /**
   * One request of every RPC that has a handler. All succeed one after the other, in the order of the table of services;
   * those marked `last` run at the end.
   */
  readonly good: readonly Good[];
  /** At least one request of every RPC that can be wrong in its own way. None changes anything. */
  readonly bad: readonly BadRequest[];
  /** Attempts until a limit refuses them. They run after all others, because they exhaust the limit. */
  readonly untilLimited?: readonly BadRequest[];
  /** Errors of the contract that no single request to a new network causes: RPC, reason, the file that tests them. */
  readonly testedElsewhere?: readonly (readonly [DescMethod, ReasonName, where: string])[];
  /** Declared calls that no good example makes in a network in one process, and the file that tests them. */
  readonly callsElsewhere?: readonly (readonly [DescMethod, where: string])[];
}

/** The module that `examples` of a `service.ts` imports. */
export interface ExamplesModule {
  /**
   * Runs before the first request of any example. It creates with `cast.call` what the cast lacks: a list in pages needs two
   * entries for Ada and two for Bob.
   */
  examples(cast: Cast): Examples | Promise<Examples>;
}

export interface Good {
  readonly method: DescMethod;
  readonly request: Readonly<Record<string, unknown>>;
  /** The caller. Default, by the access of the RPC: Ada, the operator, or a service. */
  readonly as?: Headers;
  /** Marks an example that ends what other examples need. */
  readonly last?: boolean;
  /**
   * Two valid requests, of which the second is refused with the `request_id` of the first; or the reason why there are none.
   * Every write with a `request_id` needs them. Max makes them, or the operator.
   */
  readonly repeated?: Repeated | string;
}

export interface Repeated {
  readonly first: Readonly<Record<string, unknown>>;
  readonly other: Readonly<Record<string, unknown>>;
}

/** The expected response. */
export interface Expected {
  /** OK for a request that looks invalid but is valid. It must succeed and change nothing. */
  readonly reason: ReasonName | 'OK';
  /** The only field in BadRequest. Absent: no field is named. */
  readonly field?: string;
  /** Entries that the ErrorInfo's metadata must contain. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** RetryInfo must be present. */
  readonly retry?: boolean;
  /** Tables that may change, and why no user sees the change. */
  readonly may?: { readonly change: readonly string[]; readonly because: string };
  /** Checks an OK response. */
  readonly check?: (answer: never) => boolean;
}

/** One bad request: the RPC, what is wrong, the caller, and the expected response. */
export interface BadRequest extends Expected {
  /** Undefined for a path that names no method. */
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

/** @param as the default caller */
export function badInto(bad: BadRequest[], as: Headers): BadRequestsOf {
  return (method, wrong, request, expected, by = as) => {
    const given = typeof expected === 'string' ? { reason: expected } : expected;
    bad.push({ ...given, method, path: pathOf(method), wrong, request: request as object, as: by });
  };
}

/** Expects FIELD_INVALID of one field. */
export function field(name: string): Expected {
  return { reason: 'FIELD_INVALID', field: name };
}

/** Allows the claim that a refused write leaves. @param service the service whose database has the claim */
export function claimStays(service: string): Pick<Expected, 'may'> {
  return {
    may: {
      change: [`${service}.db.claim`],
      because: 'a request_id belongs to its first request for a day, so that no other request can use it',
    },
  };
}
