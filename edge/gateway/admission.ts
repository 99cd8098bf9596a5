import type { IncomingMessage, ServerResponse } from 'node:http';
import { Code, type ConnectError } from '@connectrpc/connect';
import { fail, toConnectError } from '../../platform/errors.ts';
import type { CallLimits } from '../../platform/limits/call-limits.ts';
import { answerRefusal, isRpc } from '../../platform/rpc/connect-refusal.ts';
import type { OnRefused } from '../../platform/rpc/refusal-report.ts';
import { retryAfterSeconds } from '../../platform/rpc/retry.ts';

/** The checks that every HTTP request passes first. */
export interface Admission {
  /** Why a request is refused; undefined accepts it. It counts against the limit of its address. */
  refusal(request: IncomingMessage): ConnectError | undefined;
  /** Sends the refusal, in the protocol of the call. */
  answer(refusal: ConnectError, path: string, request: IncomingMessage, response: ServerResponse): void;
}

/** @param onRefused receives refusals that no other metric counts */
export function admission(
  limits: Pick<CallLimits, 'address'>,
  addressOf: (request: IncomingMessage) => string,
  onRefused: OnRefused = () => {},
): Admission {
  return {
    refusal(request) {
      // Two Host headers: each reader could use another one.
      if (hostsOf(request) > 1) {
        onRefused('MESSAGE_MALFORMED');
        return fail(Code.InvalidArgument, 'MESSAGE_MALFORMED', 'more than one host header');
      }
      try {
        limits.address(addressOf(request));
        return undefined;
      } catch (reason) {
        return toConnectError(reason);
      }
    },
    answer(refusal, path, request, response) {
      const seconds = retryAfterSeconds(refusal);
      if (seconds !== undefined) response.setHeader('retry-after', seconds);
      if (refusal.code === Code.InvalidArgument) response.setHeader('connection', 'close');
      if (isRpc(path)) return answerRefusal(refusal, request, response);
      request.resume();
      response.writeHead(httpStatusOf(refusal), {
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
      });
      response.end(`${refusal.rawMessage}\n`);
    },
  };
}

/** Of the refusals above. */
export function httpStatusOf({ code }: ConnectError): 400 | 429 {
  return code === Code.InvalidArgument ? 400 : 429;
}

function hostsOf({ rawHeaders }: IncomingMessage): number {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (/^host$/i.test(rawHeaders[at]!)) hosts++;
  return hosts;
}
