import type { Registry } from 'prom-client';

/** One value of a process, by its Prometheus name and labels. */
export interface Figure {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * All values as a scrape would give them now; of a histogram its buckets, sum and count.
 *
 * @param namePrefixes selects names; all when empty
 */
export async function readFigures(registry: Registry, namePrefixes: readonly string[]): Promise<Figure[]> {
  const metrics = await registry.getMetricsAsJSON();
  return metrics.flatMap(({ name, values }) =>
    (values as { metricName?: string; labels: Record<string, string | number>; value: number }[])
      .map(({ metricName = name, labels, value }) => ({
        name: metricName,
        labels: Object.fromEntries(Object.entries(labels).map(([label, text]) => [label, String(text)])),
        value,
      }))
      .filter(
        (figure) =>
          namePrefixes.length === 0 || namePrefixes.some((prefix) => figure.name.startsWith(prefix)),
      ),
  );
}
