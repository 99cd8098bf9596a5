import { useEffect, useState } from 'react';

/** The server's rules of post texts: counting, and why a text is refused. */
export type TextRules = typeof import('../../../../services/post/text/post-text.ts');

let loaded: TextRules | undefined;

/** Loaded when the user is about to write; signing in and reading do not need them. */
export function useTextRules(): TextRules | undefined {
  const [rules, setRules] = useState(loaded);
  useEffect(() => {
    if (loaded !== undefined) return;
    const load = async () => {
      loaded = await import('../../../../services/post/text/post-text.ts');
      setRules(loaded);
    };
    // Without them the server still reports what is wrong with a text.
    load().catch(() => {});
  }, []);
  return rules;
}
