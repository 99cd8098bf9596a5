import type { JsonSchema } from '../../../proto/openapi/open-api.ts';
import { type Html, html, type Part, prose } from './html.ts';

const prefix = '#/components/schemas/';
export const schemaId = (name: string) => `schema-${name}`;

/** The type in a few words, linked where it has a section of its own. */
export function typeOf(schema: JsonSchema): Part {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(prefix.length);
    return html`<a href="#${schemaId(name)}">${name.split('.').at(-1)}</a>`;
  }
  if (schema.type === 'array') return html`list of ${typeOf(schema.items ?? {})}`;
  if (typeof schema.additionalProperties === 'object')
    return html`map to ${typeOf(schema.additionalProperties)}`;
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.anyOf !== undefined && schema.type === undefined)
    return schema.anyOf.map((each, index) => [index > 0 && ' or ', typeOf(each)]);
  return schema.contentEncoding ?? schema.format ?? schema.type ?? 'any';
}

/** The limits in words. */
function limitsOf(schema: JsonSchema): string[] {
  const { anyOf = [], items, type } = schema;
  const range = (low: number | undefined, high: number | undefined, unit: string) => {
    if (low === undefined && high === undefined) return [];
    if (high === undefined) return [`at least ${low}${unit}`];
    return [`${low === undefined ? 'at most' : `${low} to`} ${high}${unit}`];
  };
  return [
    ...range(schema.minLength, schema.maxLength, ' characters'),
    ...range(schema.minItems, schema.maxItems, ' items'),
    ...range(schema.minimum, schema.maximum, ''),
    ...(schema.pattern !== undefined && schema.format === undefined ? [`matches ${schema.pattern}`] : []),
    ...(items !== undefined ? limitsOf(items).map((limit) => `each ${limit}`) : []),
    // A text that may be empty has its limits in the first alternative.
    ...(type === 'string' && anyOf.length > 0 ? ['may be empty', ...limitsOf(anyOf[0]!)] : []),
  ];
}

export interface Row {
  readonly name: string;
  readonly where?: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly description: string | undefined;
}

/** A table of fields or parameters. */
export function fieldTable(rows: readonly Row[]): Html {
  if (rows.length === 0) return html`<p>No fields.</p>`;
  return html`<table>${rows.map(
    ({ name, where, required, schema, description }) => html`<tr>
<th scope="row"><code>${name}</code>${where && html` <small>${where}</small>`}</th>
<td><span class="type">${typeOf(schema)}</span>${required && html` <strong>required</strong>`}
<small>${limitsOf(schema).join('; ')}</small>${prose(description)}</td></tr>`,
  )}</table>`;
}

/** The fields of an object, or what else a schema is. */
export function schemaBody(schema: JsonSchema): Html {
  const { properties, required = [] } = schema;
  if (properties === undefined) return html`<p>${typeOf(schema)}</p>`;
  const rows = Object.entries(properties).map(([name, property]) => ({
    name,
    required: required.includes(name),
    schema: property,
    description: property.description,
  }));
  return fieldTable(rows);
}
