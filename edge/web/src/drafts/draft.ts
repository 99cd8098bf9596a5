/** A text that is not posted yet. */
export interface Draft {
  readonly text: string;
  /** The request ids of contents that were sent and not answered: sent again, they are the same post. */
  readonly attempts: Readonly<Record<string, Attempt>>;
}

export interface Attempt {
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly sentMs: number;
}

export const emptyDraft: Draft = { text: '', attempts: {} };

/** The server remembers a request id for 24 hours; an older attempt says nothing any more. */
const attemptLifeMs = 23 * 3_600_000;
const maxAttempts = 20;

export function typed(draft: Draft, text: string): Draft {
  return { ...draft, text };
}

/** Names the attempt to send what the draft says now. A content has one id until it is answered. */
export function sending(
  draft: Draft,
  nowMs: number,
  newRequestId: () => string,
): { readonly draft: Draft; readonly requestId: string } {
  const living = Object.entries(draft.attempts).filter(([, { sentMs }]) => nowMs - sentMs < attemptLifeMs);
  const known = living.find(([text]) => text === draft.text)?.[1];
  const attempt = known ?? { requestId: newRequestId(), sentMs: nowMs };
  const others = living.filter(([text]) => text !== draft.text).slice(1 - maxAttempts);
  return {
    draft: { ...draft, attempts: Object.fromEntries([...others, [draft.text, attempt]]) },
    requestId: attempt.requestId,
  };
}

/** The server has answered: what was sent leaves the draft, what was typed since then stays. */
export function sent(draft: Draft, text: string): Draft {
  const { [text]: _, ...attempts } = draft.attempts;
  if (draft.text === text) return { text: '', attempts };
  return {
    text: draft.text.startsWith(text) ? draft.text.slice(text.length).trimStart() : draft.text,
    attempts,
  };
}

/** Whether losing it would lose something. */
export function isWorthKeeping({ text }: Draft): boolean {
  return text.trim() !== '';
}

/** Whether there is anything to store. */
export function isEmpty({ text, attempts }: Draft): boolean {
  return text === '' && Object.keys(attempts).length === 0;
}
