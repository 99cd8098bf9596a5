import type { DescMessage } from '@bufbuild/protobuf';

const known = new WeakMap<DescMessage, boolean>();

/** Whether a message has a field, at any depth, marked `debug_redact` in its definition: a token, a password. */
export function hasSecrets(message: DescMessage): boolean {
  const before = known.get(message);
  if (before !== undefined) return before;
  // Ends the recursion of a message that contains itself.
  known.set(message, false);
  const found = message.fields.some(
    (field) =>
      field.proto.options?.debugRedact === true || (field.message !== undefined && hasSecrets(field.message)),
  );
  known.set(message, found);
  return found;
}
