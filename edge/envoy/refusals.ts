import { Code, type ConnectError } from '@connectrpc/connect';
import { deadlineExceeded, fail } from '../../platform/errors.ts';
import { messageTooLarge, overloaded } from '../../platform/rpc/limits.ts';
import { contractMethods } from './contract-methods.ts';
import { extension } from './typed.ts';

/** Why the edge answers a request itself. */
export interface Refusal {
  /** Filters of Envoy's access log; all match. */
  readonly filters: readonly object[];
  readonly error: ConnectError;
  /** The HTTP status. Default: Envoy's. */
  readonly status?: number;
}

/** Matches answers by an expression over Envoy's attributes. */
const expression = (text: string) => ({
  extension_filter: extension(
    'envoy.access_loggers.extension_filters.cel',
    'extensions.access_loggers.filters.cel.v3.ExpressionFilter',
    { expression: text },
  ),
});
/** Matches answers whose cause, in Envoy's words, contains the text. */
export const details = (text: string) => expression(`response.code_details.contains('${text}')`);
const status = (value: number) => ({
  status_code_filter: {
    comparison: { op: 'EQ', value: { default_value: value, runtime_key: `edge.status_${value}` } },
  },
});
const flag = (...flags: readonly string[]) => ({ response_flag_filter: { flags } });

/** Why the edge may not have an answer: how long a caller waits before it tries again. */
const retryAfterMs = 1_000;
const unauthenticated = (reason: 'TOKEN_MISSING' | 'TOKEN_INVALID' | 'TOKEN_EXPIRED', message: string) =>
  fail(Code.Unauthenticated, reason, message);
const malformed = (message: string) => fail(Code.InvalidArgument, 'MESSAGE_MALFORMED', message);
const unavailable = fail(Code.Unavailable, 'DEPENDENCY_UNAVAILABLE', 'the service does not answer', {
  metadata: { dependency: 'skein' },
  retryAfterMs,
});

/** One refusal for each request size of the contract, because the error names the limit. */
const tooLarge = [...new Set(contractMethods().map(({ maxBytes }) => maxBytes))].map((limit) => ({
  filters: [
    status(413),
    expression(`xds.route_metadata.filter_metadata['skein']['max_request_bytes'] == ${limit}.0`),
  ],
  error: messageTooLarge(limit),
}));

/** The first that matches is sent. */
export const refusals: readonly Refusal[] = [
  { filters: [details('Jwt_is_missing')], error: unauthenticated('TOKEN_MISSING', 'the call needs a token') },
  {
    filters: [details('Jwt_is_expired')],
    error: unauthenticated('TOKEN_EXPIRED', 'the token has expired: refresh it'),
  },
  {
    filters: [details('jwt_authn_access_denied')],
    error: unauthenticated('TOKEN_INVALID', 'the token is not valid'),
    status: 401,
  },
  ...tooLarge,
  {
    filters: [status(429)],
    error: fail(Code.ResourceExhausted, 'RATE_LIMITED', 'too many calls: try again later', { retryAfterMs }),
  },
  // By a circuit breaker, and by the overload manager, whose flag comes too late.
  { filters: [flag('UO')], error: overloaded(retryAfterMs), status: 429 },
  { filters: [details('overload')], error: overloaded(retryAfterMs), status: 429 },
  { filters: [details('upgrade_failed')], error: malformed('the path takes no upgrade'), status: 400 },
  { filters: [status(426)], error: malformed('HTTP/1.1 or HTTP/2 is needed'), status: 400 },
  { filters: [status(501)], error: malformed('the transfer coding is not known'), status: 400 },
  { filters: [status(400)], error: malformed('the request is malformed') },
  { filters: [status(431)], error: malformed('the headers are too large') },
  {
    filters: [status(404)],
    error: fail(Code.Unimplemented, 'UNIMPLEMENTED', 'there is no such method or path'),
  },
  {
    filters: [status(405)],
    error: fail(Code.Unimplemented, 'UNIMPLEMENTED', 'the path does not take this HTTP method'),
  },
  { filters: [status(408)], error: deadlineExceeded() },
  { filters: [status(504)], error: deadlineExceeded() },
  { filters: [status(503)], error: unavailable },
  { filters: [status(502)], error: unavailable },
];
