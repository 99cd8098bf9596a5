/** Text that is HTML already; everything else is escaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Part = Html | string | number | undefined | false | readonly Part[];

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function textOf(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(textOf).join('');
  return part === undefined || part === false
    ? ''
    : String(part).replace(/[&<>"]/g, (character) => escapes[character]!);
}

/** A template whose values are escaped, unless they are Html. */
export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: fixed }, ...parts.map(textOf)));
}

/** A comment of the contract: paragraphs, and lists of lines that begin with a dash. */
export function prose(text: string | undefined): Html {
  const blocks = (text ?? '').split('\n\n').filter(Boolean);
  return html`${blocks.map((block) =>
    block.startsWith('- ')
      ? html`<ul>${block.split('\n').map((line) => html`<li>${line.slice(2)}</li>`)}</ul>`
      : html`<p>${block}</p>`,
  )}`;
}
