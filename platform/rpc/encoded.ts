import {
  create,
  type DescMessage,
  fromBinary,
  type Message,
  type MessageInitShape,
  toBinary,
} from '@bufbuild/protobuf';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { envelopeHeadBytes } from './envelope.ts';

const encodedBytes = Symbol('encoded');
const envelopeBytes = Symbol('envelope');

interface Encoded {
  [encodedBytes]: Uint8Array;
  [envelopeBytes]?: Buffer;
}

/**
 * An already encoded message of `schema`: a response joined from cached fragments, or a forwarded request. gRPC sends
 * the bytes as they are; code that needs the message decodes them.
 */
export function encoded<Desc extends DescMessage>(_schema: Desc, bytes: Uint8Array): MessageInitShape<Desc> {
  return { [encodedBytes]: bytes } as unknown as MessageInitShape<Desc>;
}

/**
 * The same for bytes with space for an envelope's head in front: gRPC writes the head there and sends the buffer
 * without a copy.
 *
 * @param envelope `envelopeHeadBytes` of any content, then the message
 */
export function encodedInEnvelope<Desc extends DescMessage>(
  _schema: Desc,
  envelope: Buffer,
): MessageInitShape<Desc> {
  return {
    [encodedBytes]: envelope.subarray(envelopeHeadBytes),
    [envelopeBytes]: envelope,
  } as unknown as MessageInitShape<Desc>;
}

/** A message that is encoded now and may be sent many times. */
export function onceEncoded<Desc extends DescMessage>(
  schema: Desc,
  init: MessageInitShape<Desc>,
): MessageInitShape<Desc> {
  return encoded(schema, messageBytes(schema, init));
}

/** The buffer of an encoded message with space for its head; undefined for messages in other forms. */
export function envelopeOf(given: object): Buffer | undefined {
  return (given as Partial<Encoded>)[envelopeBytes];
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
 * A response for a host that encodes messages itself: already encoded bytes become one unknown field, whose number and
 * type are those of the first field and whose data is the rest. Encoding such a message gives the same bytes; it has no
 * other use.
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
