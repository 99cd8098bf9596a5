import { requireValidText } from '../../../platform/text/require-valid-text.ts';
import type { Entities } from '../text/entities.ts';
import { readPostText, type TextLimits } from '../text/post-text.ts';

/**
 * A post's text as it is stored, with its entities. `mayBeEmpty`: other content, such as media, allows an empty text.
 *
 * @throws DomainError TEXT_TOO_LONG (metadata length, limit, unit `bytes` or `graphemes`), TEXT_CONTROL_CHARACTER and
 * TEXT_CHARACTER_INVALID (metadata position), TEXT_EMPTY; field `text`
 */
export function acceptText(
  raw: string,
  limits: TextLimits,
  mayBeEmpty = false,
): { readonly text: string; readonly entities: Entities } {
  const read = readPostText(raw, limits, mayBeEmpty);
  return { text: requireValidText(read, 'text'), entities: read.entities };
}
