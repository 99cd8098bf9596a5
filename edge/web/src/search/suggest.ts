import { search } from '../api/clients.ts';
import type { Suggestion } from './completing.ts';

/** Few enough for a phone with its keyboard open. */
const limit = 6;

/** The server's suggestions for a prefix, the likeliest first. */
export async function suggest(prefix: string, signal: AbortSignal): Promise<readonly Suggestion[]> {
  const { completions } = await search.typeahead({ prefix, limit }, { signal });
  return completions.flatMap(({ value }): Suggestion[] => {
    if (value.case === 'user') return [{ kind: 'person', user: value.value }];
    return value.case === 'hashtag' ? [{ kind: 'hashtag', tag: value.value }] : [];
  });
}
