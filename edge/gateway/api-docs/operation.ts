import type { OpenApi, Operation, Response } from '../../../proto/openapi/open-api.ts';
import { type Html, html, prose } from './html.ts';
import { fieldTable, schemaBody, typeOf } from './schema.ts';

/** Who may call, by `x-skein-access`. */
const callers: Readonly<Record<string, string>> = {
  ACCESS_OPEN: 'Anyone may call it; a token is optional.',
  ACCESS_USER: 'Needs the token of a signed-in person.',
  ACCESS_MODERATOR: 'Needs the token of a moderator or an operator.',
  ACCESS_OPERATOR: 'Needs the token of an operator.',
};

/** An operation that opens and closes. The link goes to its inside, which opens it. */
export function operationSection(path: string, verb: string, operation: Operation, api: OpenApi): Html {
  const { operationId, parameters, requestBody } = operation;
  const body = requestBody && Object.values(requestBody.content)[0]!.schema;
  const rows = parameters.map((each) => ({ ...each, required: each.required ?? false, where: each.in }));
  return html`<details class="operation"><summary><b class="${verb}">${verb.toUpperCase()}</b>
<code>${path}</code> <span>${operation.summary}</span></summary>
<div id="${operationId}">
${prose(operation.description)}
<p>${callers[operation['x-skein-access']]} The same RPC over gRPC: <code>${operation['x-skein-rpc']}</code>.
A request has at most ${operation['x-skein-max-request-bytes'].toLocaleString('en')} bytes.
${operation['x-skein-call-cost'] > 1 && html`It counts as ${operation['x-skein-call-cost']} calls.`}</p>
${rows.length > 0 && html`<h4>Parameters</h4>${fieldTable(rows)}`}
${body && html`<h4>Body: application/json</h4>${body.$ref ? html`<p>${typeOf(body)}</p>` : schemaBody(body)}`}
<h4>Answers</h4>
<table>${Object.entries(operation.responses).map(([status, response]) => answerRow(status, resolved(response, api)))}</table>
</div></details>`;
}

function answerRow(status: string, { description, content }: Response): Html {
  const kinds = Object.entries(content);
  return html`<tr><th scope="row">${status}</th><td>${typeOf(kinds[0]![1].schema)}
<small>${kinds.map(([type]) => type).join(', ')}</small>${prose(description)}</td></tr>`;
}

function resolved(response: Response | { readonly $ref: string }, { components }: OpenApi): Response {
  return '$ref' in response ? components.responses[response.$ref.split('/').at(-1)!]! : response;
}
