import type { TextFault } from '../../../../platform/text/normalize.ts';
import type { TextRules } from './text-rules.ts';

/** What a composer shows about its text. */
export interface TextLength {
  /** The remaining characters; unknown while the rules load. */
  readonly left: number | undefined;
  /** Why the server would refuse it. */
  readonly fault: TextFault | undefined;
}

/** The server decides, because it knows its own settings. */
export function textLengthOf(text: string, rules: TextRules | undefined): TextLength {
  if (rules === undefined) return { left: undefined, fault: undefined };
  const { DEFAULT_LIMITS, readPostText, textLength } = rules;
  const { text: normal, fault } = readPostText(text, DEFAULT_LIMITS);
  return { left: DEFAULT_LIMITS.maxGraphemes - textLength(normal), fault };
}
