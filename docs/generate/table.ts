/** A text inside a table cell. */
export const cell = (text: string) => text.replaceAll('|', '\\|');

/** A Markdown table; cells must already be escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '-'), ...rows]
    .map((cells, index) =>
      index === 1 ? `|${cells.map(() => '---').join('|')}|` : `| ${cells.join(' | ')} |`,
    )
    .join('\n');
}
