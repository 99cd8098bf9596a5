import type { Characters } from './characters.ts';
import { isBareHost, isRealHost, isWwwHost } from './endings.ts';
import { type Host, hostAt, hostRunAt, joins, portEnd, UNSPACED } from './hosts.ts';
import { ASCII, CONNECTED, DIGIT, LETTER, MARK, scriptOf } from './kinds.ts';
import { openedBefore, pathEnd, schemeEnd } from './paths.ts';

/** A link, or a text that only looks like one. */
interface Found {
  /** Where recognition continues. No other entity begins before it. */
  readonly end: number;
  /** The URL with its scheme; https for a host without one. Missing where it is no link. */
  readonly url?: string;
}

/**
 * The link that begins at `at`, or a text that only looks like one: words with dots, an address with a user name.
 *
 * @param partners the partners of the text's brackets
 */
export function linkAt(text: Characters, at: number, partners: Int32Array): Found | undefined {
  return withScheme(text, at, partners) ?? withoutScheme(text, at, partners);
}

function withScheme(text: Characters, start: number, partners: Int32Array): Found | undefined {
  const from = startsScheme(text, start);
  if (from === undefined) return undefined;
  const host = hostAt(text, from);
  const userEnd = userInfoEnd(text, from, host);
  if (userEnd !== undefined) {
    const end = pathEnd(text, portEnd(text, hostAt(text, userEnd)?.end ?? userEnd), partners);
    return { end };
  }
  // In `http://https://…` only the inner one is a link.
  if (host === undefined || text.has(host.end, '://')) return { end: from };
  const end = pathEnd(text, portEnd(text, host.end), partners, openedBefore(text, start));
  return { end, url: text.slice(start, end) };
}

function startsScheme(text: Characters, at: number): number | undefined {
  const end = schemeEnd(text, at);
  return end === undefined || text.is(at - 1, ASCII) || /^[_@＠#＃$]$/.test(text.at(at - 1))
    ? undefined
    : end;
}

/**
 * The end of a user name such as `user:password@` before a host. Browsers go to the host after the @, whatever precedes it.
 * After punctuation or another script it counts only if a host with a dot follows, unlike in `https://a.example、@bob`.
 */
function userInfoEnd(text: Characters, from: number, host: Host | undefined): number | undefined {
  let plain = host === undefined || !host.cutByScript;
  for (let at = from; at < text.length; at++) {
    const character = text.at(at);
    if (character === '@') {
      return plain || (hostAt(text, at + 1)?.labels.length ?? 0) > 1 ? at + 1 : undefined;
    }
    if (/^[\s/?#\\]$/.test(character)) return undefined;
    if (text.is(at, CONNECTED) || /^[-._~%!$&*+=:]$/.test(character)) continue;
    if (!/^[\x21-\x7e\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]$/u.test(character)) return undefined;
    plain = false;
  }
  return undefined;
}

function withoutScheme(text: Characters, start: number, partners: Int32Array): Found | undefined {
  // A mark here belongs to a letter of a script without spaces.
  if (text.is(start, MARK) || !isBarePart(text, start)) return undefined;
  const { end, labels, isMixed } = bareRunAt(text, start);
  if (end - start > MAX_RUN || !mayStartBare(text, start)) return { end };
  const www = isMixed || labels.length < 3 ? wwwRunAt(text, start) : undefined;
  const run = www?.isHost ? www.labels : isMixed ? [] : asWritten(labels);
  // After a run that is no host recognition continues behind it: a `www.` inside would be followed by the same labels.
  return bareLink(text, start, run, partners) ?? { end: Math.max(end, www?.end ?? end) };
}

/** The run of labels from `www.` on. It marks the beginning of a host in any script. */
function wwwRunAt(
  text: Characters,
  start: number,
): { end: number; labels: Label[]; isHost: boolean } | undefined {
  const run = text.has(start, 'www.') ? hostRunAt(text, start) : undefined;
  return run && { ...run, labels: run.labels.map((label) => ({ text: label, end: run.end })) };
}

/** The longest run whose labels are checked. No host is longer. */
const MAX_RUN = 253;

interface Label {
  readonly text: string;
  readonly end: number;
}

/** A run of words with dots between them, as long as it may be a host. */
function bareRunAt(text: Characters, start: number): { end: number; labels: Label[]; isMixed: boolean } {
  const labels: Label[] = [];
  let isMixed = false;
  let from = start;
  let script = 0;
  let at = start;
  for (; isBarePart(text, at) || text.at(at) === '.' || text.at(at) === '-'; at++) {
    if (startsScheme(text, at) !== undefined) break;
    if (text.at(at) === '.') {
      if (!isBarePart(text, at + 1) || startsScheme(text, at + 1) !== undefined) break;
      labels.push({ text: text.slice(from, at), end: at });
      from = at + 1;
      script = 0;
    } else if (text.is(at, LETTER)) {
      const own = scriptOf(text.kind(at));
      isMixed ||= script !== 0 && own !== script;
      script = own;
    }
  }
  labels.push({ text: text.slice(from, at), end: at });
  return { end: at, labels, isMixed };
}

/**
 * Whether a character may be part of a bare host. In scripts without spaces a host has no visible beginning, so there a host
 * needs a scheme or `www.`.
 */
function isBarePart(text: Characters, at: number): boolean {
  const kind = text.kind(at);
  if ((kind & (LETTER | MARK | DIGIT)) === 0) return text.at(at) === '_' || joins(text, at);
  return !UNSPACED.includes(scriptOf(kind));
}

function mayStartBare(text: Characters, start: number): boolean {
  return !/^[.@＠#＃$/\\%&~]$/.test(text.at(start - 1));
}

function bareLink(
  text: Characters,
  start: number,
  run: readonly Label[],
  partners: Int32Array,
): Found | undefined {
  const labels = run.map((label) => label.text);
  if (labels.length < 2) return undefined;
  const { end } = run.at(-1)!;
  if (text.at(end) === '@') return undefined;
  const port = portEnd(text, end);
  const hasPath = text.at(port) === '/';
  if (!isWwwHost(labels) && !(hasPath && isRealHost(labels)) && !isBareHost(labels)) return undefined;
  const linkEnd = pathEnd(text, port, partners, openedBefore(text, start));
  return { end: linkEnd, url: `https://${text.slice(start, linkEnd)}` };
}

/** The labels without the first word of a next sentence, as in `example.com.It was`. */
function asWritten(run: readonly Label[]): readonly Label[] {
  const [last = '', before = ''] = [run.at(-1)?.text, run.at(-2)?.text];
  const beginsSentence = /^\p{Lu}\P{Lu}/u.test(last) && /^\P{Lu}/u.test(before);
  return beginsSentence && run.length > 2 ? run.slice(0, -1) : run;
}
