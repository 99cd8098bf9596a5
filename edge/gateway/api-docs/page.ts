import type { OpenApi, Operation } from '../../../proto/openapi/open-api.ts';
import { html, prose } from './html.ts';
import { operationSection } from './operation.ts';
import { schemaBody, schemaId } from './schema.ts';

interface Placed {
  readonly path: string;
  readonly verb: string;
  readonly operation: Operation;
}

/** A page of the whole document. It has no script, so it needs no exception from the content security policy. */
export function apiPage(api: OpenApi): string {
  const placed = Object.entries(api.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]): Placed => ({ path, verb, operation })),
  );
  const parts = api.tags.map((tag) => ({
    ...tag,
    placed: placed.filter(({ operation }) => operation.tags.includes(tag.name)),
  }));
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>HTTP API of ${api.info.title}</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/docs.css">
<nav aria-label="Services">
<a href="#top">${api.info.title} ${api.info.version}</a>
${parts.map(
  ({ name, placed }) =>
    html`<details><summary>${name}</summary><ul>${placed.map(
      ({ operation }) =>
        html`<li><a href="#${operation.operationId}">${operation.operationId.split('_').at(-1)}</a></li>`,
    )}</ul></details>`,
)}
<a href="#schemas">Schemas</a>
</nav>
<main id="top">
<h1>HTTP API of ${api.info.title}</h1>
${prose(api.info.description)}
<p>Programs read <a href="/openapi.json">/openapi.json</a> (OpenAPI ${api.openapi}).</p>
${parts.map(
  ({ name, description, placed }) => html`<section><h2 id="${name}">${name}</h2>${prose(description)}
${placed.map(({ path, verb, operation }) => operationSection(path, verb, operation, api))}</section>`,
)}
<section><h2 id="schemas">Schemas</h2>
${Object.entries(api.components.schemas).map(
  ([name, schema]) => html`<details><summary><code>${name}</code></summary><div id="${schemaId(name)}">
${prose(schema.description)}${schemaBody(schema)}</div></details>`,
)}</section>
</main>
</html>
`.text;
}
