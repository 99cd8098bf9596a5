import { parser } from '@prometheus-io/lezer-promql';

/** What an expression of Prometheus names. */
export interface Expression {
  readonly selectors: readonly Selector[];
  /** The labels by which it groups and joins. */
  readonly groupedBy: readonly string[];
  /** The labels that it makes, by label_replace and label_join. */
  readonly made: readonly string[];
}

export interface Selector {
  readonly metric: string;
  /** With its braces, without a range. */
  readonly text: string;
  readonly labels: readonly string[];
}

/**
 * Reads an expression with Prometheus' own grammar.
 *
 * @throws Error when it is none
 */
export function parsePromql(text: string): Expression {
  const selectors: Selector[] = [];
  const groupedBy: string[] = [];
  const made: string[] = [];
  const cursor = parser.parse(text).cursor();
  do {
    const { node } = cursor;
    const of = ({ from, to }: { from: number; to: number }) => text.slice(from, to);
    if (node.type.isError) throw new Error(`not PromQL at ${node.from}: ${text}`);
    if (node.name === 'VectorSelector') {
      const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
      const labels = matchers.map((matcher) => of(matcher.getChild('LabelName')!));
      const metric = node.getChild('Identifier');
      if (metric === null) throw new Error(`a selector without the name of its metric: ${text}`);
      selectors.push({ metric: of(metric), text: of(node), labels });
    } else if (node.name === 'GroupingLabels') {
      groupedBy.push(...node.getChildren('LabelName').map(of));
    } else if (/^(LabelReplace|LabelJoin)$/.test(node.name)) {
      const body = node.parent?.parent?.getChild('FunctionCallBody');
      made.push(of(body!.getChild('StringLiteral')!).slice(1, -1));
    }
  } while (cursor.next());
  return { selectors, groupedBy, made };
}
