import { Secret } from './secret.ts';
import type { Setting } from './setting.ts';

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

type Parsed = { value: unknown } | { problem: string };

/** Parses the text of one setting. `problem` completes the sentence "SKEIN_X ...". */
export function parseSetting(setting: Setting, text: string): Parsed {
  switch (setting.type) {
    case 'int':
      if (!/^-?\d{1,15}$/.test(text)) return { problem: `must be a whole number, not "${text}"` };
      return bounded(Number(text), setting, (value) => `${value} ${setting.unit}`);
    case 'duration': {
      const match = /^(\d{1,12})(ms|s|m|h|d)$/.exec(text);
      if (!match) return { problem: `must be a duration such as 500ms, 15s, 15m, 24h or 30d, not "${text}"` };
      return bounded(Number(match[1]) * UNIT_MS[match[2]!]!, setting, formatDuration);
    }
    case 'port':
      if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
        return { problem: `must be a port from 0 to 65535, not "${text}"` };
      }
      return { value: Number(text) };
    case 'bool':
      if (text !== 'true' && text !== 'false') return { problem: `must be true or false, not "${text}"` };
      return { value: text === 'true' };
    case 'list':
      return { value: text.split(',').flatMap((item) => item.trim() || []) };
    case 'secret':
      return { value: new Secret(text) };
    case 'string':
      if (setting.oneOf && !setting.oneOf.includes(text)) {
        return { problem: `must be ${setting.oneOf.join(' or ')}, not "${text}"` };
      }
      return { value: text };
  }
}

/** A duration in the largest unit that divides it: 900000 is `15m`. */
export function formatDuration(ms: number): string {
  const [unit] = Object.entries(UNIT_MS).findLast(([, size]) => ms >= size && ms % size === 0) ?? ['ms'];
  return `${ms / UNIT_MS[unit]!}${unit}`;
}

function bounded(
  value: number,
  bounds: { min?: number; max?: number },
  format: (v: number) => string,
): Parsed {
  if (bounds.min !== undefined && value < bounds.min) {
    return { problem: `must be at least ${format(bounds.min)}, not ${format(value)}` };
  }
  if (bounds.max !== undefined && value > bounds.max) {
    return { problem: `must be at most ${format(bounds.max)}, not ${format(value)}` };
  }
  return { value };
}
