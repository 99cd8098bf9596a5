import { useEffect, useState } from 'react';

/** The server's own rules of a text: what it counts, and why it is refused. */
export type TextRules = typeof import('../../../../services/post/text/post-text.ts');

let loaded: TextRules | undefined;

/** Loaded when somebody is about to write: nobody needs them to sign in or to read. */
export function useTextRules(): TextRules | undefined {
  const [rules, setRules] = useState(loaded);
  useEffect(() => {
    if (loaded !== undefined) return;
    const load = async () => {
      loaded = await import('../../../../services/post/text/post-text.ts');
      setRules(loaded);
    };
    // Without them the server still says what is wrong with a text.
    load().catch(() => {});
  }, []);
  return rules;
}
