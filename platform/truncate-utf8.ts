const ellipsis = '…';

/** Truncates a text to so many bytes of UTF-8, with an ellipsis where it was longer. Lone surrogates become U+FFFD. */
export function truncateUtf8(text: string, maxBytes: number): string {
  // A UTF-16 unit takes at most three bytes.
  if (text.length * 3 <= maxBytes) return text.toWellFormed();
  // The rest of a long text is not scanned, because it cannot be part of the result.
  const head = text.length > maxBytes ? text.slice(0, maxBytes) : text;
  const bytes = Buffer.from(head.toWellFormed());
  if (head === text && bytes.length <= maxBytes) return text.toWellFormed();
  let end = Math.max(0, maxBytes - Buffer.byteLength(ellipsis));
  while (end > 0 && isContinuation(bytes[end]!)) end -= 1;
  return bytes.toString('utf8', 0, end) + ellipsis;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
