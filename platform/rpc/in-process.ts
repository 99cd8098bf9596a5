import type { DescMethod, Message } from '@bufbuild/protobuf';
import { Code, type ConnectError } from '@connectrpc/connect';
import { fail, stoppedBy } from '../errors.ts';
import type { StopSignal } from '../stop-signal.ts';
import { messageOf } from './encoded.ts';
import { freezeMessage } from './freeze.ts';
import { type BoundMethod, bindMethods, type Hosted } from './host.ts';
import { InProcessStream, InProcessUnary } from './in-process-call.ts';
import { asTransport, type Calls, type PassingTransport } from './transport.ts';

export interface InProcessOptions {
  /**
   * Freezes every message (byte fields excepted), so that tests fail where code changes a message that it was given.
   */
  freeze?: boolean;
}

/**
 * Calls handlers directly: no bytes, no sockets, a few microseconds. Deadlines, cancellation and errors behave as over
 * a network. There is no message size limit, because nothing is encoded. A caller's context values reach the handler,
 * which is impossible over a network.
 */
export function inProcessTransport(
  services: readonly Hosted[],
  options: InProcessOptions = {},
): Calls<StopSignal> & PassingTransport {
  const methods = new Map<DescMethod, BoundMethod>();
  for (const bound of bindMethods(services).values()) methods.set(bound.method, bound);
  const receive = options.freeze ? freezeMessage : <T extends Message>(message: T): T => message;
  const find = (method: DescMethod): BoundMethod => {
    const bound = methods.get(method);
    if (bound === undefined) throw unimplemented(method);
    return bound;
  };
  const calls = (undecoded: boolean): Calls<StopSignal> => {
    const reception = { receive, undecoded };
    return {
      // Not an async function: it would add three turns of the microtask queue to every call.
      unary(method, signal, timeoutMs, header, input, values) {
        try {
          if (signal?.aborted) throw stoppedBy(signal);
          const call = new InProcessUnary(find(method), header, reception, values);
          const request = receive(messageOf(method.input, input));
          return call.run(request, signal, timeoutMs);
        } catch (reason) {
          return Promise.reject(reason);
        }
      },
      async stream(method, signal, timeoutMs, header, input, values) {
        if (signal?.aborted) throw stoppedBy(signal);
        const call = new InProcessStream(find(method), header, reception, values);
        return call.run(input, signal, timeoutMs);
      },
    };
  };
  return asTransport({ ...calls(false), undecoded: asTransport(calls(true)) });
}

function unimplemented(method: DescMethod): ConnectError {
  const path = `${method.parent.typeName}/${method.name}`;
  return fail(Code.Unimplemented, 'UNIMPLEMENTED', `${path} is not served here`);
}
