import type { Characters } from './characters.ts';
import { joins } from './hosts.ts';
import { CONNECTED, EMOJI_PART, HARD, JOINER, LETTER, NUMBER, SOFT, SYMBOL } from './kinds.ts';

/**
 * The end of a link whose path, query or fragment may begin at `start`. It ends before characters that no address has, before
 * an unbalanced bracket, and before closing punctuation.
 *
 * @param partners the partners of the text's brackets
 * @param opened a quote or emphasis around the link, which ends before its second occurrence
 */
export function pathEnd(text: Characters, start: number, partners: Int32Array, opened = ''): number {
  if (!/^[/?#]$/.test(text.at(start))) return start;
  let end = start;
  for (let at = start; at < text.length && !isBoundary(text, at); at++) {
    if (opened !== '' && text.at(at) === opened[0] && text.has(at, opened)) break;
    if (/^[()[\]]$/.test(text.at(at))) {
      // An unbalanced bracket, or one that was opened before the address.
      const partner = partners[at]!;
      if (partner === NONE || (partner < at && partner < start)) break;
      end = partner < at ? at + 1 : end;
    } else if (text.is(at, SYMBOL)) {
      // People write emoji after a link. An emoji belongs to the link where it begins a part of it.
      const begins = /[/=&]|\P{ASCII}/u.test(text.at(at - 1)) && !text.is(at - 1, CONNECTED);
      if (end === at && begins) end = at + 1;
      else if (isEmoji(text, at) && text.is(at - 1, CONNECTED | SOFT)) break;
    } else if (text.is(at, JOINER | EMOJI_PART)) {
      if (end === at) end = at + 1;
    } else if (!text.is(at, SOFT)) {
      end = at + 1;
    }
  }
  return end;
}

const NONE = -1;

/** The quote or emphasis before a link, which is closed after it: `'`, `**`, `~~`, `|`. */
export function openedBefore(text: Characters, start: number): string {
  const before = text.slice(Math.max(0, start - 3), start);
  return /(?:'|\*+|~~|\|+)$/.exec(before)?.[0] ?? '';
}

/** Whether it is shown as a picture and not as a letter-like sign. */
function isEmoji(text: Characters, at: number): boolean {
  return text.at(at + 1) === '\ufe0f' || /\p{Emoji_Presentation}/u.test(text.at(at));
}

/**
 * The position of each bracket's partner, if both may be in one address. It is computed once per text: a search from every
 * link would take quadratic time on unclosed brackets.
 */
export function bracketPartners(text: Characters): Int32Array {
  const partners = new Int32Array(text.length).fill(NONE);
  let open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.at(at);
    if (character === '(' || character === '[') {
      open.push(at);
    } else if (character === ')' || character === ']') {
      const opening = open.pop();
      if (opening === undefined) continue;
      if (text.at(opening) === (character === ')' ? '(' : '[')) {
        partners[opening] = at;
        partners[at] = opening;
      } else {
        open = [];
      }
    } else if (isBoundary(text, at)) {
      open = [];
    }
  }
  return partners;
}

/** Whether every address ends here. */
function isBoundary(text: Characters, at: number): boolean {
  // Most characters. No address ends before them.
  if (text.is(at, LETTER | NUMBER)) return false;
  if (text.is(at, HARD)) return true;
  if (text.is(at, JOINER | EMOJI_PART)) return !continues(text, at);
  // Between two addresses. After `/`, `=`, `:` and the like, an address may contain another one.
  const separates = /^[,;|.!'*~]$/.test(text.at(at)) || (text.is(at, SYMBOL | SOFT) && !isAscii(text.at(at)));
  return separates && schemeEnd(text, at + 1) !== undefined;
}

const isAscii = (character: string) => character <= '\x7f';

/** Whether an invisible character, or a part of an emoji, belongs to the character before it. */
function continues(text: Characters, at: number): boolean {
  if (joins(text, at)) return true;
  if (!text.is(at - 1, SYMBOL | EMOJI_PART | JOINER)) return false;
  return text.at(at) !== '\u200d' || text.is(at + 1, SYMBOL);
}

/** The end of `http://` or `https://`, in any case. */
export function schemeEnd(text: Characters, at: number): number | undefined {
  const first = text.at(at);
  if ((first !== 'h' && first !== 'H') || !text.has(at, 'http')) return undefined;
  const colon = text.at(at + 4).toLowerCase() === 's' ? at + 5 : at + 4;
  return text.has(colon, '://') ? colon + 3 : undefined;
}
