import {
  type DescMethod,
  type DescService,
  fromJson,
  type JsonValue,
  type Message,
  toJson,
} from '@bufbuild/protobuf';
import { Code, type ConnectError, type Transport } from '@connectrpc/connect';
import { fail } from '../../../platform/errors.ts';
import { messageMalformed } from '../../../platform/rpc/limits.ts';
import { type OnRefused, reportRefusal } from '../../../platform/rpc/refusal-report.ts';
import { defaultMaxRequestBytes, maxRequestBytes } from '../../../platform/rpc/requests/max-request-bytes.ts';
import type { Calls } from '../../../platform/rpc/transport.ts';
import { type Origin, proxiedHeaders } from '../rpc-proxy.ts';

/** The streams of a socket, by their names in the protocol. */
const named: Readonly<Record<string, string>> = {
  home: 'skein.timeline.v1.TimelineService.StreamHomeTimeline',
  notifications: 'skein.notification.v1.NotificationService.StreamNotifications',
};

export interface Streams {
  /** The largest request of any of them. */
  readonly maxRequestBytes: number;
  /**
   * Opens a stream with a request in protobuf JSON; its messages have the same form and are produced on demand.
   *
   * @throws ConnectError NOT_FOUND for an unknown name, MESSAGE_MALFORMED for an invalid request
   */
  open(name: string, request: JsonValue, origin: Origin, signal: AbortSignal): AsyncIterable<JsonValue>;
}

/** @param onRefused receives refusals before there is a call */
export function streams(
  services: readonly DescService[],
  transportTo: (service: DescService) => Transport,
  onRefused: OnRefused,
): Streams {
  const reportRefused = (error: ConnectError) => {
    reportRefusal(onRefused, error);
    return error;
  };
  const methods = new Map(
    services.flatMap(({ methods: all }) => all).map((each) => [`${each.parent.typeName}.${each.name}`, each]),
  );
  const carried = Object.values(named).flatMap((name) => methods.get(name) ?? []);
  return {
    maxRequestBytes: Math.max(0, ...carried.map(maxRequestBytes)) || defaultMaxRequestBytes.streaming,
    open(name, request, origin, signal) {
      const method = Object.hasOwn(named, name) ? methods.get(named[name]!) : undefined;
      if (method === undefined)
        throw reportRefused(fail(Code.NotFound, 'NOT_FOUND', `there is no stream "${name}"`));
      try {
        const message = fromJson(method.input, request, { ignoreUnknownFields: true });
        return answers(method, transportTo(method.parent), message, origin, signal);
      } catch (cause) {
        throw reportRefused(messageMalformed(cause));
      }
    },
  };
}

async function* answers(
  method: DescMethod,
  transport: Transport,
  request: Message,
  origin: Origin,
  signal: AbortSignal,
): AsyncGenerator<JsonValue> {
  const calls = transport as Calls;
  const once = async function* () {
    yield request;
  };
  const sent = calls.stream(method, signal, undefined, proxiedHeaders(origin), once());
  const { message: messages } = (await sent) as { message: AsyncIterable<Message> };
  for await (const message of messages) yield toJson(method.output, message);
}
