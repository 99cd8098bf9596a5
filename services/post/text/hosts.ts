import type { Characters } from './characters.ts';
import {
  ASCII,
  CONNECTED,
  DIGIT,
  EAST_ASIAN,
  EMOJI_PART,
  INDIC,
  JOINER,
  LATIN,
  LETTER,
  MARK,
  NUMBER,
  SOUTH_EAST_ASIAN,
  SYMBOL,
  scriptOf,
  TIBETAN,
} from './kinds.ts';

export interface Host {
  readonly end: number;
  readonly labels: readonly string[];
  /** Whether the host ended within a word because another script began. */
  readonly cutByScript: boolean;
}

const MAX_LABEL = 63;
const MAX_HOST = 253;

/** Scripts that write words directly after other text, without a space. */
export const UNSPACED = [EAST_ASIAN, SOUTH_EAST_ASIAN, TIBETAN, INDIC];

/** Whether a joiner belongs to a word of a script that needs it: `نامه‌ای`. Never at an end. */
export function joins(text: Characters, at: number): boolean {
  const needsJoiners = (kind: number) =>
    (kind & CONNECTED) !== 0 && (kind & ASCII) === 0 && scriptOf(kind) !== LATIN;
  return text.is(at, JOINER) && needsJoiners(text.kind(at - 1)) && needsJoiners(text.kind(at + 1));
}

/** The host of a link with a scheme; undefined where no host begins. */
export function hostAt(text: Characters, start: number): Host | undefined {
  if (text.at(start) === '[') return ipv6At(text, start);
  const run = hostRunAt(text, start);
  return run?.isHost ? run : undefined;
}

/** Labels with dots between them, from the first character of a host on, also where they are no host; undefined without a label. */
export function hostRunAt(
  text: Characters,
  start: number,
): (Host & { readonly isHost: boolean }) | undefined {
  if (!startsHost(text, start)) return undefined;
  const labels: string[] = [];
  let cutByScript = false;
  let at = start;
  for (;;) {
    const label = labelAt(text, at, labels.length);
    if (label.end === at) break;
    labels.push(text.slice(at, label.end));
    at = label.end;
    cutByScript = label.cutByScript;
    if (cutByScript || !isDotInside(text, at)) break;
    at += 1;
  }
  // The dot of a fully qualified name (followed by a path or port), not of a sentence.
  const next = text.at(at + 1);
  const isRooted = text.at(at) === '.' && (next === '/' || (next === ':' && text.is(at + 2, NUMBER)));
  if (labels.length === 0) return undefined;
  const end = isRooted ? at + 1 : at;
  return { end, labels, cutByScript, isHost: at - start <= MAX_HOST && isHost(labels) };
}

/**
 * A label: letters of one script, digits, hyphens, underscores. It ends where ASCII letters change to another script or back.
 */
function labelAt(
  text: Characters,
  start: number,
  labelsBefore: number,
): { end: number; cutByScript: boolean } {
  let script = 0;
  let at = start;
  for (; isLabelPart(text, at); at++) {
    const own = scriptInHost(text.kind(at), script);
    if (own === script) continue;
    if (script !== 0) break;
    script = own;
  }
  const cutByScript = text.is(at, LETTER);
  if ((cutByScript || text.is(at, SYMBOL)) && !mayEndHost(text, start, at, labelsBefore)) {
    // `tシャツ.jp`, `i❤.ws`: a mixed label is accepted if another label follows.
    const mixed = mixedLabelEnd(text, at);
    if (mixed !== undefined) return { end: mixed, cutByScript: false };
  }
  while (at > start && /[-_]/.test(text.at(at - 1)) && text.at(at) !== '/' && !isDotInside(text, at)) at--;
  return { end: at, cutByScript };
}

/** Digits belong to the script of the letters before them. Without letters they count as Latin, as in `http://127.0.0.1を`. */
function scriptInHost(kind: number, script: number): number {
  if ((kind & LETTER) !== 0) return scriptOf(kind);
  return script === 0 && (kind & ASCII) !== 0 ? LATIN : script;
}

/** Whether the text so far may be a whole host: it has a dot, and its last label looks like a top-level domain. */
function mayEndHost(text: Characters, start: number, end: number, labelsBefore: number): boolean {
  return labelsBefore > 0 && /^(?:[a-z]{2,63}|xn--[a-z0-9-]+|\P{ASCII}{2,})$/iu.test(text.slice(start, end));
}

function mixedLabelEnd(text: Characters, from: number): number | undefined {
  let at = from;
  while (isLabelPart(text, at) || text.is(at, SYMBOL | EMOJI_PART | JOINER)) at++;
  return isDotInside(text, at) ? at : undefined;
}

/** Whether a label begins here, with a letter or with a symbol as in `💩.la`. */
function startsHost(text: Characters, at: number): boolean {
  return isLabelStart(text, at) || (text.is(at, SYMBOL) && mixedLabelEnd(text, at) !== undefined);
}

/** Whether this is a dot with another label after it. */
function isDotInside(text: Characters, at: number): boolean {
  return text.at(at) === '.' && isLabelStart(text, at + 1);
}

function isLabelStart(text: Characters, at: number): boolean {
  const from = text.at(at) === '-' ? at + 1 : at;
  return text.is(from, LETTER | DIGIT) || text.at(from) === '_';
}

function isLabelPart(text: Characters, at: number): boolean {
  return text.is(at, LETTER | MARK | DIGIT) || /^[-_]$/.test(text.at(at)) || joins(text, at);
}

function isHost(labels: readonly string[]): boolean {
  if (labels.some((label) => label.length > MAX_LABEL)) return false;
  const last = labels.at(-1)!;
  if (/^[0-9]+$/.test(last)) return labels.length === 4 && labels.every(isOctet);
  // One label is a host such as localhost; in `https://で始まる` it is not: that text only mentions addresses.
  return labels.length > 1 || /^[a-z0-9_-]*[a-z0-9][a-z0-9_-]*$/i.test(last);
}

function isOctet(label: string): boolean {
  return /^[0-9]{1,3}$/.test(label) && Number(label) <= 255;
}

/** `[2001:db8::1]` */
function ipv6At(text: Characters, start: number): Host | undefined {
  let at = start + 1;
  while (/^[0-9a-f:.]$/i.test(text.at(at)) && at - start < 48) at++;
  const inside = text.slice(start + 1, at);
  if (text.at(at) !== ']' || !isIpv6(inside)) return undefined;
  return { end: at + 1, labels: [inside], cutByScript: false };
}

function isIpv6(address: string): boolean {
  const halves = address.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const isIpv4 = last.includes('.');
  if (isIpv4 && !(last.split('.').length === 4 && last.split('.').every(isOctet))) return false;
  if (!groups.every((group, at) => /^[0-9a-f]{1,4}$/i.test(group) || (isIpv4 && at === groups.length - 1)))
    return false;
  const count = groups.length + Number(isIpv4);
  return halves.length === 2 ? count < 8 : halves.length === 1 && count === 8;
}

/** The end of a valid port such as `:8080`, or `at`. */
export function portEnd(text: Characters, at: number): number {
  if (text.at(at) !== ':') return at;
  let end = at + 1;
  while (text.is(end, NUMBER) && text.is(end, ASCII) && end - at <= 6) end++;
  const digits = text.slice(at + 1, end);
  return /^[0-9]{1,5}$/.test(digits) && Number(digits) <= 65_535 ? end : at;
}
