import {
  create,
  type DescMessage,
  fromBinary,
  type Message,
  type MessageInitShape,
  toBinary,
} from '@bufbuild/protobuf';

const encodedBytes = Symbol('encoded');

interface Encoded {
  [encodedBytes]: Uint8Array;
}

/**
 * A handler's answer that is already encoded, e.g. joined from cached fragments. The gRPC host sends
 * the bytes as they are; hosts that need the message decode them. They must be a message of `schema`.
 */
export function encoded<Desc extends DescMessage>(_schema: Desc, bytes: Uint8Array): MessageInitShape<Desc> {
  return { [encodedBytes]: bytes } as unknown as MessageInitShape<Desc>;
}

/** The bytes of an answer, whichever way the handler gave it. */
export function answerBytes(schema: DescMessage, answer: object): Uint8Array {
  return (
    (answer as Partial<Encoded>)[encodedBytes] ??
    toBinary(schema, create(schema, answer as MessageInitShape<DescMessage>))
  );
}

/** The message of an answer, whichever way the handler gave it. */
export function answerMessage(schema: DescMessage, answer: object): Message {
  const bytes = (answer as Partial<Encoded>)[encodedBytes];
  return bytes === undefined
    ? create(schema, answer as MessageInitShape<DescMessage>)
    : fromBinary(schema, bytes);
}
