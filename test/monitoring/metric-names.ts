import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = new URL('../../mesh/monitoring/', import.meta.url).pathname;

/** The files of mesh/monitoring that name metrics. */
export const monitoringFiles = [
  'alerts.yaml',
  ...readdirSync(join(folder, 'dashboards')).map((name) => join('dashboards', name)),
];

/** The metrics that a file names. */
export function namedMetrics(file: string): string[] {
  const text = readFileSync(join(folder, file), 'utf8');
  return [...new Set(text.match(/\b(skein|envoy|process|nodejs)_[a-z0-9_]+(?=[{[) "\\])/g))].filter(
    // Labels of Envoy.
    (name) => !/^envoy_(http_conn_manager_prefix|response_code_class|cluster_name)$/.test(name),
  );
}

/** The metrics that a text in Prometheus' format has; a histogram also has its parts. */
export function exportedMetrics(text: string): Set<string> {
  const names = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return new Set(
    names.flatMap(([, name, type]) =>
      type === 'histogram' ? [name!, `${name}_bucket`, `${name}_sum`, `${name}_count`] : [name!],
    ),
  );
}
