/** A string as a literal of a query or of an N-Quad. */
export function literal(text: string): string {
  return JSON.stringify(text);
}

/** Strings as the list that `eq` takes; an empty list matches nothing. */
export function literals(texts: readonly string[]): string {
  return `[${texts.length === 0 ? '""' : texts.map(literal).join(', ')}]`;
}

/** A node in N-Quads: an existing one by its uid, a new one by a label. */
export function nodeOf(uid: string | undefined, label: string): string {
  return uid === undefined ? `_:${label}` : `<${uid}>`;
}

export function value(node: string, predicate: string, content: string | number): string {
  return `${node} <${predicate}> ${literal(String(content))} .`;
}

export function truth(node: string, predicate: string, content: boolean): string {
  return `${node} <${predicate}> "${content}"^^<xs:boolean> .`;
}

export function edge(from: string, predicate: string, to: string): string {
  return `${from} <${predicate}> ${to} .`;
}

/** Deletes all values of a predicate. */
export function everything(node: string, predicate: string): string {
  return `${node} <${predicate}> * .`;
}
