import { wordOf } from './search-data.ts';

type QueryOf = (round: number) => string;

const common: QueryOf = (round) => wordOf(1 + (round % 10));
const usual: QueryOf = (round) => wordOf(200 + round);
const rare: QueryOf = (round) => wordOf(20_000 + round);

/** Kinds of queries, newest first. */
export const newestQueries: Readonly<Record<string, QueryOf>> = {
  'a common word': common,
  'a usual word': usual,
  'a rare word': rare,
  'two words': (round) => `${common(round)} ${usual(round)}`,
  'a phrase': (round) => `"${common(round)} ${common(round + 3)}"`,
  'a word without another': (round) => `${usual(round)} -${common(round)}`,
  'a hashtag': (round) => `#${usual(round)}`,
  'a word of one day': (round) => `${common(round)} since:2026-01-10 until:2026-01-11`,
  'nothing in common': (round) => `${rare(round)} ${rare(round + 7)}`,
};

/** By relevance. */
export const rankedQueries: Readonly<Record<string, QueryOf>> = {
  'relevance, a common word': common,
  'relevance, a usual word': usual,
};
