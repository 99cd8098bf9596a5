import type { Characters } from './characters.ts';
import { isRealHost } from './endings.ts';
import { joins } from './hosts.ts';
import {
  ASCII,
  CONNECTED,
  EAST_ASIAN,
  EMOJI_PART,
  GREEK,
  HEBREW,
  INDIC,
  JOINER,
  LATIN,
  LETTER,
  MARK,
  NUMBER,
  SOUTH_EAST_ASIAN,
  scriptOf,
  TIBETAN,
} from './kinds.ts';

/** The longest hashtag in code points, without the #. */
export const HASHTAG_MAX_LENGTH = 100;
const HANDLE_MAX_LENGTH = 30;

/** Scripts that write a hashtag directly after a word, without a space. */
const mayPrecedeTag = [SOUTH_EAST_ASIAN, INDIC, TIBETAN];

/** The end of a hashtag whose # is at `start`; undefined where it is no hashtag. */
export function hashtagEnd(text: Characters, start: number): number | undefined {
  if (!isNumberSign(text.at(start))) return undefined;
  if (!text.is(start + 1, LETTER | NUMBER) && text.at(start + 1) !== '_') return undefined;
  if (!mayStart(text, start, (script) => mayPrecedeTag.includes(script))) return undefined;
  let end = start + 1;
  let hasLetter = false;
  for (let at = end; ; at++) {
    if (isWordPart(text, at)) {
      hasLetter ||= text.is(at, LETTER);
      end = at + 1;
    } else if (!joins(text, at) && !isMedial(text, at)) {
      break;
    }
  }
  // `#2026` is a number, `#_` has no letter, and in `#http://` the text is an address.
  if (!hasLetter || end - start - 1 > HASHTAG_MAX_LENGTH || text.has(end, '://')) return undefined;
  return end;
}

/** The end of a mention whose @ is at `start`; undefined where it is no mention. */
export function mentionEnd(text: Characters, start: number): number | undefined {
  if (!isAtSign(text.at(start))) return undefined;
  let end = start + 1;
  while (isHandlePart(text, end) && end - start <= HANDLE_MAX_LENGTH) end++;
  if (end === start + 1 || !endsHandle(text, end)) return undefined;
  if (!mayStart(text, start, (script) => script !== LATIN)) return undefined;
  return text.has(end, '://') || isEMail(text, start, end) ? undefined : end;
}

/**
 * Whether a hashtag or mention may begin here: not inside a word. In some scripts it may follow a letter directly:
 * `สวัสดี@bob`.
 */
function mayStart(text: Characters, start: number, mayFollow: (script: number) => boolean): boolean {
  if (/^[@＠#＃﹟﹫&_]$/.test(text.at(start - 1)) && !isOther(text, start)) return false;
  let at = start - 1;
  while (text.is(at, MARK | JOINER)) at--;
  // A keycap or skin tone turns the character before it into an emoji, and a variation selector does so with letters such as
  // ℹ.
  if (text.is(at, EMOJI_PART)) return true;
  if (text.at(start - 1) === '\ufe0f' && /(?!\p{ASCII})\p{Emoji}/u.test(text.at(at))) return true;
  const kind = text.kind(at);
  if ((kind & NUMBER) !== 0 || text.at(at) === '_') return false;
  return (kind & LETTER) === 0 || mayFollow(scriptOf(kind));
}

function isNumberSign(character: string): boolean {
  return character === '#' || character === '＃' || character === '﹟';
}

function isAtSign(character: string): boolean {
  return character === '@' || character === '＠' || character === '﹫';
}

/** Whether the sign before is of the other kind: `#@bob` mentions bob, `@#tag` is a tag, `@@bob` is neither. */
function isOther(text: Characters, start: number): boolean {
  const [before, own] = [text.at(start - 1), text.at(start)];
  if (before === '_') return false;
  if (before === '&') return !isNumberSign(own);
  return isNumberSign(before) !== isNumberSign(own);
}

function isWordPart(text: Characters, at: number): boolean {
  return text.is(at, CONNECTED) || text.at(at) === '_';
}

/**
 * Whether this is a sign that some scripts write between the letters of a word: `il·lusió`, `スター・ウォーズ`, `ぷよ〜ん`, `צה״ל`,
 * `བོད་ཡིག`.
 */
function isMedial(text: Characters, at: number): boolean {
  const [before, after] = [text.kind(at - 1), text.kind(at + 1)];
  if ((before & CONNECTED) === 0 || (after & CONNECTED) === 0) return false;
  const both = (is: (kind: number) => boolean) => is(before) && is(after);
  switch (text.at(at)) {
    case '·':
      return both((kind) => (kind & LETTER) !== 0 && scriptOf(kind) !== GREEK);
    case '・':
    case '･':
    case '゠':
      return true;
    case '〜':
    case '～':
      return scriptOf(before) === EAST_ASIAN || scriptOf(after) === EAST_ASIAN;
    case '־':
    case '׳':
    case '״':
      return both((kind) => (kind & MARK) !== 0 || scriptOf(kind) === HEBREW);
    case '་':
    case '༌':
      return both((kind) => (kind & MARK) !== 0 || scriptOf(kind) === TIBETAN);
    default:
      return false;
  }
}

function isHandlePart(text: Characters, at: number): boolean {
  return text.is(at, ASCII) || text.at(at) === '_';
}

/** Whether the handle ends here. A longer run is no handle, and `@bob@example.org` is a person of another network. */
function endsHandle(text: Characters, end: number): boolean {
  const next = text.kind(end);
  if ((next & (MARK | NUMBER)) !== 0 || /^[_@＠]$/.test(text.at(end))) return false;
  return (next & LETTER) === 0 || scriptOf(next) !== LATIN;
}

/** Whether it is an e-mail address such as `anna+news@example.org`: a word before the @ and a real host after it. */
function isEMail(text: Characters, start: number, end: number): boolean {
  const before = text.at(start - 1);
  const isLocalPart = isWordPart(text, start - 1) || (/^[.+%-]$/.test(before) && isWordPart(text, start - 2));
  if (!isLocalPart || text.at(end) !== '.') return false;
  let hostEnd = end;
  while (/^[A-Za-z0-9.-]$/.test(text.at(hostEnd))) hostEnd++;
  return isRealHost(
    text
      .slice(start + 1, hostEnd)
      .replace(/\.+$/, '')
      .split('.'),
  );
}
