import topLevelDomains from 'tlds' with { type: 'json' };

/**
 * Top-level domains under which a bare host (without a scheme, `www.` or a path) is a link. No common word or file name ends
 * in one. The README lists what was left out and why.
 */
const generic = new Set(['com', 'org', 'net', 'edu', 'gov', 'io', 'dev']);
const countries = new Set(['ch', 'cn', 'de', 'fr', 'jp', 'kr', 'nl', 'ru', 'uk']);
/** Second-level labels under which countries register names: `example.co.uk`, `example.com.br`. */
const secondLevel = new Set(['ac', 'co', 'com', 'edu', 'go', 'gob', 'gov', 'ne', 'net', 'or', 'org']);

const real = new Set<string>(topLevelDomains);

/** The labels of a host as people write it, without a scheme. */
export type Labels = readonly string[];

/** Whether the last label is a top-level domain of IANA's list, written as in addresses. */
export function isRealHost(labels: Labels): boolean {
  const last = labels.at(-1)!;
  if (labels.length < 2 || !real.has(last.toLowerCase())) return false;
  const isUpperCase = last !== last.toLowerCase();
  // `it.So` begins a sentence. An ending in capitals belongs to a host only if the whole host is in capitals.
  if (isUpperCase && labels.some((label) => label !== label.toUpperCase())) return false;
  // `3.am`, `12.12.is`: times and dates.
  return !labels.slice(0, -1).every((label) => /^[0-9]{1,2}$/.test(label));
}

/** Whether a host without a scheme, `www.` or a path is a link. */
export function isBareHost(labels: Labels): boolean {
  if (!isRealHost(labels) || labels.some((label) => !isPlainLabel(label))) return false;
  // `ASP.NET`, `VB.NET` are names of frameworks.
  if (labels.length === 2 && /^[A-Z]{2,3}\.NET$/.test(labels.join('.'))) return false;
  const [last, before] = [labels.at(-1)!.toLowerCase(), labels.at(-2)!.toLowerCase()];
  if (secondLevel.has(before) && /^[a-z]{2}$/.test(last)) return labels.length > 2 || before === 'gov';
  return generic.has(last) || countries.has(last);
}

export function isWwwHost(labels: Labels): boolean {
  return (
    labels.length > 2 &&
    labels[0]!.toLowerCase() === 'www' &&
    /^\p{L}[\p{L}\p{M}0-9-]+$/u.test(labels.at(-1)!)
  );
}

function isPlainLabel(label: string): boolean {
  return !label.startsWith('-') && !label.endsWith('-') && !label.includes('_');
}
