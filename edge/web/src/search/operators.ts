/** One operator of the query language, as the help explains it. */
export interface Operator {
  /** A query that shows it. */
  readonly example: string;
  readonly finds: string;
}

/** What a query may be made of; SearchPosts of the contract describes the same. */
export const operators: readonly Operator[] = [
  { example: 'sea gulls', finds: 'posts that have all these words' },
  { example: '"good morning"', finds: 'these words side by side' },
  { example: '#photo', finds: 'posts with this hashtag' },
  { example: '@ada', finds: 'posts that mention this person' },
  { example: 'from:ada', finds: 'posts by this person' },
  { example: 'to:ada', finds: 'replies to this person' },
  { example: 'has:link', finds: 'posts with a link' },
  { example: 'since:2026-01-31', finds: 'posted on this day or later (UTC)' },
  { example: 'until:2026-02-28', finds: 'posted before this day (UTC)' },
  { example: 'gulls -from:ada', finds: '- before any of these excludes it' },
];
