/** The purpose that a resume token is bound to: one reader's home stream. */
export function resumeQuery(readerId: string): string {
  return `StreamHomeTimeline ${readerId}`;
}
