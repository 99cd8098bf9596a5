import { truncateUtf8 } from '../truncate-utf8.ts';

/** The longest log line, in characters: an error with the stacks of its causes. */
export const maxLineLength = 8_192;
/** The longest text in a line, in bytes, because lines contain what callers sent. */
export const maxTextBytes = 512;
export const maxStackBytes = 2_048;

/** The fields of a line, with long texts truncated. */
export function boundedFields(fields: Record<string, unknown>): Record<string, unknown> {
  let bounded: Record<string, unknown> | undefined;
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'string' || value.length * 3 <= maxTextBytes) continue;
    bounded ??= { ...fields };
    bounded[name] = truncateUtf8(value, maxTextBytes);
  }
  return bounded ?? fields;
}

/** The line as written. If it is still too long, its beginning in a line that says so. */
export function boundedLine(line: string): string {
  if (line.length <= maxLineLength) return line;
  const [, level = 'error', time = ''] = /^\{"level":"(\w+)","time":"([^"]{1,40})"/.exec(line) ?? [];
  // Escaping may double it.
  const begins = line.slice(0, maxLineLength / 2 - 200).toWellFormed();
  return `${JSON.stringify({ level, time, msg: 'a line that was too long', length: line.length, begins })}\n`;
}
