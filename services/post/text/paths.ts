import type { Characters } from './characters.ts';
import { joins } from './hosts.ts';
import { CONNECTED, EMOJI_PART, HARD, JOINER, SOFT, SYMBOL } from './kinds.ts';

/**
 * The end of an address whose path, query or fragment may begin at `start`: before what no address has, before a
 * bracket that is not closed or was not opened, and before closing punctuation.
 *
 * @param partners of the brackets of the text
 * @param opened what quotes or emphasises the address; it ends before that comes again
 */
export function pathEnd(text: Characters, start: number, partners: Int32Array, opened = ''): number {
  if (!/^[/?#]$/.test(text.at(start))) return start;
  let end = start;
  for (let at = start; at < text.length && !isBoundary(text, at); at++) {
    if (opened !== '' && text.at(at) === opened[0] && text.has(at, opened)) break;
    if (/^[()[\]]$/.test(text.at(at))) {
      // Closed without having been opened, or the other way round, or opened before the address.
      const partner = partners[at]!;
      if (partner === NONE || (partner < at && partner < start)) break;
      end = partner < at ? at + 1 : end;
    } else if (text.is(at, SYMBOL)) {
      // People put emoji behind an address; where one is the address it begins a part of it.
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

/** What stands before an address and is closed behind it: `'`, `**`, `~~`, `|`. */
export function openedBefore(text: Characters, start: number): string {
  const before = text.slice(Math.max(0, start - 3), start);
  return /(?:'|\*+|~~|\|+)$/.exec(before)?.[0] ?? '';
}

/** Shown as a picture and not as a letter-like sign. */
function isEmoji(text: Characters, at: number): boolean {
  return text.at(at + 1) === '\ufe0f' || /\p{Emoji_Presentation}/u.test(text.at(at));
}

/**
 * Where each bracket's partner stands, within what could be one address. Found once for the text: looked for anew from
 * every address, brackets that nobody closes would cost the square of their number.
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

/** Whether no address goes on here. */
function isBoundary(text: Characters, at: number): boolean {
  if (text.is(at, HARD)) return true;
  if (text.is(at, JOINER | EMOJI_PART)) return !continues(text, at);
  // Between two addresses; behind `/`, `=`, `:` and the like an address may have another one inside.
  const separates = /^[,;|.!'*~]$/.test(text.at(at)) || (text.is(at, SYMBOL | SOFT) && !isAscii(text.at(at)));
  return separates && schemeEnd(text, at + 1) !== undefined;
}

const isAscii = (character: string) => character <= '\x7f';

/** Whether a character that shows nothing, or is part of an emoji, belongs to what stands before it. */
function continues(text: Characters, at: number): boolean {
  if (joins(text, at)) return true;
  if (!text.is(at - 1, SYMBOL | EMOJI_PART | JOINER)) return false;
  return text.at(at) !== '\u200d' || text.is(at + 1, SYMBOL);
}

/** Behind `http://` or `https://`, in whatever case. */
export function schemeEnd(text: Characters, at: number): number | undefined {
  const first = text.at(at);
  if ((first !== 'h' && first !== 'H') || !text.has(at, 'http')) return undefined;
  const colon = text.at(at + 4).toLowerCase() === 's' ? at + 5 : at + 4;
  return text.has(colon, '://') ? colon + 3 : undefined;
}
