import { create, type DescMessage, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import t from 'tap';
import { UnaryRequestSchema, UnaryResponseSchema } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { encoded, isEncoded, opaqueMessageOf } from './encoded.ts';

t.test('an encoded response leaves a host that encodes messages itself byte for byte', async () => {
  // An unknown field follows the known ones.
  const newer = fc
    .uint8Array({ maxLength: 300 })
    .map((bytes) => [0xc2, 0x3e, ...varint(bytes.length), ...bytes]);
  const messages = fc
    .tuple(fc.string({ unit: 'binary' }), fc.option(newer, { nil: [] }))
    .map(([text, more]) =>
      Buffer.concat([toBinary(UnaryRequestSchema, create(UnaryRequestSchema, { text })), Buffer.from(more)]),
    );
  fc.assert(
    fc.property(messages, (bytes) => {
      const message = opaqueMessageOf(UnaryRequestSchema, encoded(UnaryRequestSchema, bytes));
      return bytes.equals(toBinary<DescMessage>(UnaryRequestSchema, message));
    }),
  );
});

t.test('a response that is a message or its shape stays readable', async (t) => {
  const message = create(UnaryResponseSchema, {});
  t.notOk(isEncoded(message));
  t.same(opaqueMessageOf(UnaryResponseSchema, message), message);
});

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 0x7f) | 0x80, value >> 7];
}
