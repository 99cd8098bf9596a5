/** Freezes a message and all within it, byte fields excepted: Object.freeze throws on them. */
export function freezeMessage<T>(message: T): T {
  freeze(message);
  return message;
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value))
    return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}
