/** A text within a cell of a table. */
export const cell = (text: string) => text.replaceAll('|', '\\|');

/** A table of Markdown; cells are as they are to stand there. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '-'), ...rows]
    .map((cells, index) =>
      index === 1 ? `|${cells.map(() => '---').join('|')}|` : `| ${cells.join(' | ')} |`,
    )
    .join('\n');
}
