/** Two significant digits, with separators: no extrapolation knows more. */
export function rounded(value: number): string {
  if (value === 0) return '0';
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 2 }).format(value);
}

/** A number that is given, not extrapolated. */
export const exact = (value: number): string => new Intl.NumberFormat('en').format(value);

const units = [
  [1e15, 'PB'],
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
] as const;

/** Bytes in the largest unit that gives at least 1. */
export function bytes(value: number): string {
  const [scale, unit] = units.find(([least]) => value >= least) ?? [1, 'bytes'];
  return `${rounded(value / scale)} ${unit}`;
}
