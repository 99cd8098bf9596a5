import { fromBinary, type Message, toBinary } from '@bufbuild/protobuf';
import { ConnectError, createContextValues, type HandlerContext } from '@connectrpc/connect';
import {
  Metadata,
  type MethodDefinition,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServiceDefinition,
  type StatusObject,
  type sendUnaryData,
  type UntypedHandleCall,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { toGrpcStatus } from '../../platform/rpc/grpc-status.ts';
import { conformanceService } from './schema.ts';
import { conformance } from './service.ts';

type Handlers = Record<string, (request: never, context: HandlerContext) => unknown>;

/** The same handlers on plain grpc-js, for comparison: only encoding in between. */
export function bareImplementation(): [ServiceDefinition, UntypedServiceImplementation] {
  const definition: Record<string, MethodDefinition<Message, Message>> = {};
  const implementation: UntypedServiceImplementation = {};
  for (const method of conformanceService.methods) {
    const { localName, methodKind, input, output, name } = method;
    const handler = (conformance as unknown as Handlers)[localName];
    if (handler === undefined) continue;
    const requestStream = methodKind === 'client_streaming' || methodKind === 'bidi_streaming';
    const responseStream = methodKind === 'server_streaming' || methodKind === 'bidi_streaming';
    definition[localName] = {
      path: `/${conformanceService.typeName}/${name}`,
      requestStream,
      responseStream,
      requestSerialize: (message) => Buffer.from(toBinary(input, message)),
      requestDeserialize: (bytes) => fromBinary(input, bytes),
      responseSerialize: (message) => Buffer.from(toBinary(output, message)),
      responseDeserialize: (bytes) => fromBinary(output, bytes),
    };
    implementation[localName] = (responseStream
      ? streaming(handler, requestStream)
      : unary(handler)) as unknown as UntypedHandleCall;
  }
  return [definition, implementation];
}

type Call = ServerDuplexStream<Message, Message> & ServerUnaryCall<Message, Message>;

function unary(handler: Handlers[string]) {
  return async (call: Call, answer: sendUnaryData<Message>) => {
    const context = contextOf(call);
    const sendHeaders = () => call.sendMetadata(metadataOf(context.responseHeader));
    try {
      const message = (await handler((call.request ?? call) as never, context)) as Message;
      sendHeaders();
      answer(null, message, metadataOf(context.responseTrailer));
    } catch (reason) {
      sendHeaders();
      answer(statusOf(reason, context) as never);
    }
  };
}

function streaming(handler: Handlers[string], requestStream: boolean) {
  return async (call: Call) => {
    const context = contextOf(call);
    try {
      const answers = handler(
        (requestStream ? call : call.request) as never,
        context,
      ) as AsyncIterable<Message>;
      let begun = false;
      for await (const message of answers) {
        if (!begun) call.sendMetadata(metadataOf(context.responseHeader));
        begun = true;
        call.write(message);
      }
      if (!begun) call.sendMetadata(metadataOf(context.responseHeader));
      call.end(metadataOf(context.responseTrailer));
    } catch (reason) {
      call.sendMetadata(metadataOf(context.responseHeader));
      call.emit('error', statusOf(reason, context));
    }
  };
}

function statusOf(reason: unknown, context: HandlerContext): StatusObject {
  const status = toGrpcStatus(ConnectError.from(reason), context.responseTrailer);
  // Our encoding of metadata differs.
  const metadata = new Metadata();
  metadata.merge(status.metadata);
  return { ...status, metadata };
}

/** The part of a context that the suite's handlers use. */
function contextOf(call: Call): HandlerContext {
  const requestHeader = new Headers();
  for (const [name, value] of Object.entries(call.metadata.getMap()))
    requestHeader.append(name, String(value));
  const deadline = call.getDeadline();
  return {
    requestHeader,
    responseHeader: new Headers(),
    responseTrailer: new Headers(),
    requestMethod: 'POST',
    values: createContextValues(),
    timeoutMs: () => (deadline === Number.POSITIVE_INFINITY ? undefined : Number(deadline) - Date.now()),
  } as unknown as HandlerContext;
}

function metadataOf(headers: Headers): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of headers) {
    for (const each of value.split(', '))
      metadata.add(name, name.endsWith('-bin') ? Buffer.from(each, 'base64') : each);
  }
  return metadata;
}
