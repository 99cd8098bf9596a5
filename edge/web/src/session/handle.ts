/** What somebody means who types or pastes a handle: without blanks around it, and without its @. */
export function handleTyped(text: string): string {
  return text.trim().replace(/^[@＠]/, '');
}
