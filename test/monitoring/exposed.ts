import type { Monitored } from './expressions.ts';

/** The answers of a Prometheus that scrapes the network and the edge. */
export interface Queries {
  /** The labels of each series that a selector has had. */
  series(selector: string): Promise<readonly Readonly<Record<string, string>>[]>;
  /** The labels of each result. @throws Error when Prometheus refuses the expression */
  query(expression: string): Promise<readonly Readonly<Record<string, string>>[]>;
}

/** Why an expression shows less than it says: what it names and Prometheus does not have. Empty when all is there. */
export async function missingFrom(queries: Queries, expression: Monitored): Promise<string[]> {
  const { selectors, groupedBy, made, shown, text } = expression;
  const missing: string[] = [];
  const available = new Set(made);
  for (const selector of selectors) {
    const series = await queries.series(selector.text);
    if (series.length === 0) missing.push(`no series ${selector.text}`);
    const has = new Set(series.flatMap((labels) => Object.keys(labels)));
    // A matcher such as x!="" also matches series without the label.
    missing.push(...selector.labels.filter((label) => !has.has(label)).map((label) => `label ${label}`));
    for (const label of has) available.add(label);
  }
  missing.push(...groupedBy.filter((label) => !available.has(label)).map((label) => `label ${label}`));
  const results = await queries.query(text);
  // An alert that does not fire has no result.
  const resulting =
    results.length === 0 ? available : new Set(results.flatMap((labels) => Object.keys(labels)));
  missing.push(...shown.filter((label) => !resulting.has(label)).map((label) => `shown label ${label}`));
  return missing.map((what) => `${expression.file}, ${expression.title}: ${what}`);
}
