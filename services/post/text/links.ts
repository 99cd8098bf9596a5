import type { Characters } from './characters.ts';
import { isBareHost, isRealHost, isWwwHost } from './endings.ts';
import { type Host, hostAt, joins, portEnd, UNSPACED } from './hosts.ts';
import { ASCII, CONNECTED, DIGIT, LETTER, MARK, scriptOf } from './kinds.ts';
import { openedBefore, pathEnd, schemeEnd } from './paths.ts';

/** What begins at a place, where something does. */
interface Found {
  /** Where to look on: nothing else is named before. */
  readonly end: number;
  /** With its scheme; a host without one leads to https. Missing where no link is meant. */
  readonly url?: string;
}

/**
 * The link that begins at `at`, or what only looks like one: a word with dots, an address with a user name.
 *
 * @param partners of the brackets of the text
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
  // `http://https://…`: the inner one is meant.
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
 * Behind the `@` of `user:password@host`: browsers go to what follows it, whatever stands before. What is glued to a
 * host by punctuation or another script counts as one only where a host with a dot follows: `https://a.example、@bob`.
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
  // A mark there belongs to a letter of a script without spaces.
  if (text.is(start, MARK) || !isBarePart(text, start)) return undefined;
  const { end, labels, isMixed } = bareRunAt(text, start);
  if (end - start > MAX_RUN || !mayStartBare(text, start)) return { end };
  const run = isMixed || labels.length < 3 ? wwwRunAt(text, start) : asWritten(labels);
  return bareLink(text, start, run ?? (isMixed ? [] : asWritten(labels)), partners) ?? { end };
}

/** `www.` says where a host begins, in whatever script it goes on. */
function wwwRunAt(text: Characters, start: number): Label[] | undefined {
  const host = text.has(start, 'www.') ? hostAt(text, start) : undefined;
  return host?.labels.map((label) => ({ text: label, end: host.end }));
}

/** Longer than any host, so nobody has to look at its labels. */
const MAX_RUN = 253;

interface Label {
  readonly text: string;
  readonly end: number;
}

/** Words with dots between them, as far as one could be a host. */
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

/** Hosts in scripts without spaces can't be told from the words before them: those need a scheme or `www.`. */
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

/** Without the beginning of a next sentence: `example.com.It was`. */
function asWritten(run: readonly Label[]): readonly Label[] {
  const [last = '', before = ''] = [run.at(-1)?.text, run.at(-2)?.text];
  const beginsSentence = /^\p{Lu}\P{Lu}/u.test(last) && /^\P{Lu}/u.test(before);
  return beginsSentence && run.length > 2 ? run.slice(0, -1) : run;
}
