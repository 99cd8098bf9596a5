// gen/openapi.json has every status with which the edge refuses a request of a known path.
import { readFileSync } from 'node:fs';
import t from 'tap';
import { refusals } from './refusals.ts';

interface Api {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, unknown>> }>>>
  >;
}

/** A path or an HTTP method that is not in the document. */
const unknown = [404, 405];

t.test('the statuses of the edge are documented for every operation', (t) => {
  const api = JSON.parse(readFileSync(new URL('../../gen/openapi.json', import.meta.url), 'utf8')) as Api;
  const matched = (filters: unknown) =>
    [...JSON.stringify(filters).matchAll(/"default_value":(\d+)/g)].map(([, value]) => Number(value));
  const statuses = refusals.flatMap(({ filters, status }) => status ?? matched(filters));
  const documentable = [...new Set(statuses)].filter((status) => !unknown.includes(status));
  t.ok(documentable.includes(431) && documentable.length >= 8, documentable.join(', '));
  for (const [path, verbs] of Object.entries(api.paths))
    for (const [verb, { responses }] of Object.entries(verbs)) {
      const missing = documentable.filter((status) => !(status in responses));
      if (missing.length > 0) t.fail(`${verb} ${path} lacks ${missing.join(', ')}`);
    }
  t.end();
});
