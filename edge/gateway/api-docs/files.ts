import { readFileSync } from 'node:fs';
import type { OpenApi } from '../../../proto/openapi/open-api.ts';
import { apiPage } from './page.ts';

const openApi = new URL('../../../gen/openapi.json', import.meta.url);

/** The description of the HTTP API and its page, by path. Each is made at its first request. */
export const apiFiles: ReadonlyMap<string, { readonly name: string; text(): string }> = new Map([
  ['/openapi.json', { name: 'openapi.json', text: () => readFileSync(openApi, 'utf8') }],
  ['/docs', { name: 'docs.html', text: () => apiPage(JSON.parse(readFileSync(openApi, 'utf8')) as OpenApi) }],
  ['/docs.css', { name: 'docs.css', text: () => readFileSync(new URL('docs.css', import.meta.url), 'utf8') }],
]);
