/** Freezes a message and everything within it except byte fields, on which Object.freeze throws. */
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
