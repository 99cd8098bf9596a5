/** A text that is not yet posted. */
export interface Draft {
  readonly text: string;
  /** The request ids of texts that were sent without a response; sending one again gives the same post. */
  readonly attempts: Readonly<Record<string, Attempt>>;
}

export interface Attempt {
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly sentMs: number;
}

export const emptyDraft: Draft = { text: '', attempts: {} };

/** The server remembers a request id for 24 hours; older attempts are dropped. */
const attemptLifeMs = 23 * 3_600_000;
const maxAttempts = 20;

export function typed(draft: Draft, text: string): Draft {
  return { ...draft, text };
}

/** The attempt to send the current text. A text keeps its id until it is answered. */
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

/** After the server's response: removes the sent text; text typed since then stays. */
export function sent(draft: Draft, text: string): Draft {
  const { [text]: _, ...attempts } = draft.attempts;
  if (draft.text === text) return { text: '', attempts };
  return {
    text: draft.text.startsWith(text) ? draft.text.slice(text.length).trimStart() : draft.text,
    attempts,
  };
}

/** Whether there is text to lose. */
export function isWorthKeeping({ text }: Draft): boolean {
  return text.trim() !== '';
}

/** Whether there is anything to store. */
export function isEmpty({ text, attempts }: Draft): boolean {
  return text === '' && Object.keys(attempts).length === 0;
}
