import type { DescField } from '@bufbuild/protobuf';
import { sizeOfBytes, WireWriter } from './wire-writer.ts';

/** The field numbers of a message, by the fields' names: for messages that are joined from encoded pieces. */
export function fieldNumbers<Name extends string>(message: {
  readonly field: Readonly<Record<Name, DescField>>;
}): Readonly<Record<Name, number>> {
  const fields: [string, DescField][] = Object.entries(message.field);
  return Object.freeze(
    Object.fromEntries(fields.map(([name, { number }]) => [name, number])) as Record<Name, number>,
  );
}

/** A field with its number: bytes, an encoded message, or ASCII text. */
export type Field = readonly [number: number, value: Uint8Array | string];

/** A message that has nothing but such fields, such as a list of posts with its next token. */
export function joinFields(fields: readonly Field[]): Uint8Array {
  let size = 0;
  for (const [field, value] of fields) size += sizeOfBytes(field, value.length);
  const writer = new WireWriter(size);
  for (const [field, value] of fields) {
    if (typeof value === 'string') writer.ascii(field, value);
    else writer.bytes(field, value);
  }
  return writer.finish();
}
