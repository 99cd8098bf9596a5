import {
  create,
  type DescMessage,
  fromBinary,
  type Message,
  type MessageInitShape,
  toBinary,
} from '@bufbuild/protobuf';
import { BinaryReader } from '@bufbuild/protobuf/wire';

const encodedBytes = Symbol('encoded');

interface Encoded {
  [encodedBytes]: Uint8Array;
}

/**
 * An already encoded message of `schema`: a response joined from cached fragments, or a forwarded request. gRPC sends
 * the bytes as they are; code that needs the message decodes them.
 */
export function encoded<Desc extends DescMessage>(_schema: Desc, bytes: Uint8Array): MessageInitShape<Desc> {
  return { [encodedBytes]: bytes } as unknown as MessageInitShape<Desc>;
}

export function isEncoded(given: object): boolean {
  return encodedBytes in given;
}

/** The bytes of a message, given in either form. */
export function messageBytes(schema: DescMessage, given: object): Uint8Array {
  return (
    (given as Partial<Encoded>)[encodedBytes] ??
    toBinary(schema, create(schema, given as MessageInitShape<DescMessage>))
  );
}

/** The message, given in either form. */
export function messageOf(schema: DescMessage, given: object): Message {
  const bytes = (given as Partial<Encoded>)[encodedBytes];
  return bytes === undefined
    ? create(schema, given as MessageInitShape<DescMessage>)
    : fromBinary(schema, bytes);
}

/**
 * An answer for a host that encodes messages itself: bytes that are encoded already become one field that the message
 * does not know, whose number and type are those of the first field and whose data is all the rest. To encode such a
 * message again writes the same bytes; nothing else can be done with it.
 */
export function opaqueMessageOf(schema: DescMessage, given: object): Message {
  const bytes = (given as Partial<Encoded>)[encodedBytes];
  if (bytes === undefined) return create(schema, given as MessageInitShape<DescMessage>);
  const message = create(schema);
  if (bytes.length === 0) return message;
  const reader = new BinaryReader(bytes);
  const [no, wireType] = reader.tag();
  message.$unknown = [{ no, wireType, data: bytes.subarray(reader.pos) }];
  return message;
}
