import { ConnectError } from '@connectrpc/connect';
import { BadRequestSchema, ErrorInfoSchema } from '../../../../gen/ts/google/rpc/error_details_pb.ts';
import { reasonOf } from '../../../../platform/errors.ts';

/** Where a query is wrong, and why. */
export interface QueryProblem {
  readonly before: string;
  /** The term that is not understood. */
  readonly term: string;
  readonly after: string;
  /** In the server's words; empty when it gave none. */
  readonly why: string;
}

/** @returns undefined unless the server refused the query */
export function queryProblem(reason: unknown, query: string): QueryProblem | undefined {
  if (reasonOf(reason) !== 'QUERY_INVALID') return undefined;
  const error = ConnectError.from(reason);
  const [info] = error.findDetails(ErrorInfoSchema);
  const [bad] = error.findDetails(BadRequestSchema);
  const points = [...query];
  const position = Math.min(Number(info?.metadata.position ?? 0) || 0, points.length);
  const rest = points.slice(position).join('');
  // A quote that is not closed goes on to the end.
  const term = (/^-?["“”„]/u.test(rest) ? rest : /^\S*/.exec(rest)![0]).trimEnd();
  return {
    before: points.slice(0, position).join(''),
    term,
    after: rest.slice(term.length),
    why: sentence(bad?.fieldViolations[0]?.description ?? ''),
  };
}

function sentence(text: string): string {
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
