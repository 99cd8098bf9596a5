import { type DescMessage, fromBinary, type Message, toBinary } from '@bufbuild/protobuf';

/** Messages as the suite's runner writes them to standard input: each after its length in four bytes, big-endian. */
export async function* framed(desc: DescMessage): AsyncGenerator<Message> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of process.stdin) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE(0)) {
      const end = 4 + rest.readUInt32BE(0);
      yield fromBinary(desc, rest.subarray(4, end));
      rest = rest.subarray(end);
    }
  }
}

/** Writes a message to standard output in the same form. */
export function writeFramed(desc: DescMessage, message: Message): void {
  const bytes = toBinary(desc, message);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.length, 0);
  process.stdout.write(Buffer.concat([head, bytes]));
}
