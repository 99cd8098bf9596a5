import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Expression, parsePromql } from './promql.ts';

const folder = new URL('../../mesh/monitoring/', import.meta.url).pathname;

/** An expression of an alert or of a panel. */
export interface Monitored extends Expression {
  readonly file: string;
  readonly title: string;
  readonly text: string;
  /** The labels that its legend or its summary shows. */
  readonly shown: readonly string[];
}

interface Alerts {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}
interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: Readonly<Record<string, string>>;
}
interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
  }[];
}

const read = (file: string) => readFileSync(join(folder, file), 'utf8');

const alerts = (parse(read('alerts.yaml')) as Alerts).groups.flatMap(({ rules }) => rules);

/** The names of all alerts. */
export const alertNames = alerts.map(({ alert }) => alert);

const ofAlerts = alerts.map(({ alert, expr, annotations }) => ({
  file: 'alerts.yaml',
  title: alert,
  text: expr,
  shown: labelsIn(Object.values(annotations).join(' '), /\$labels\.(\w+)/g),
}));

const ofDashboards = readdirSync(join(folder, 'dashboards')).flatMap((file) =>
  (JSON.parse(read(join('dashboards', file))) as Dashboard).panels.flatMap(({ title, targets }) =>
    targets.map(({ expr, legendFormat }) => ({
      file,
      title,
      // Grafana replaces its variable.
      text: expr.replaceAll('$__rate_interval', '1m'),
      shown: labelsIn(legendFormat, /\{\{(\w+)\}\}/g),
    })),
  ),
);

/** Every expression of mesh/monitoring. */
export const expressions: readonly Monitored[] = [...ofAlerts, ...ofDashboards].map((each) => ({
  ...each,
  ...parsePromql(each.text),
}));

function labelsIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, label]) => label!);
}
