/** The handle in a typed or pasted text: without surrounding blanks and without @. */
export function typedHandle(text: string): string {
  return text.trim().replace(/^[@＠]/, '');
}
