import t from 'tap';
import { servedGateway } from '../testing/served-gateway.ts';

t.test('the HTTP API is described for programs and for people', async (t) => {
  const { url } = await servedGateway(t, { hosted: [] });

  await t.test('/openapi.json', async (t) => {
    const answer = await fetch(`${url}/openapi.json`);
    t.equal(answer.headers.get('content-type'), 'application/json');
    const api = (await answer.json()) as { openapi: string; paths: object };
    t.equal(api.openapi, '3.1.0');
    t.hasProp(api.paths, '/v1/posts');
  });

  await t.test('/docs works without scripts, styles and addresses of others', async (t) => {
    const answer = await fetch(`${url}/docs`);
    const policy = answer.headers.get('content-security-policy')!;
    t.match(policy, "style-src 'self'");
    t.notMatch(policy, 'unsafe');
    const page = await answer.text();
    t.notMatch(page, /<script|<style| style=| on[a-z]+=|https?:\/\//);
    const style = await fetch(`${url}/docs.css`);
    t.equal(style.headers.get('content-type'), 'text/css; charset=utf-8');
    t.match(page, '<link rel="stylesheet" href="/docs.css">');
  });

  await t.test('/docs has every operation and every schema, and its links lead to them', async (t) => {
    const api = (await (await fetch(`${url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { operationId: string }>>;
      components: { schemas: object };
    };
    const page = await (await fetch(`${url}/docs`)).text();
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    t.equal(new Set(ids).size, ids.length, 'ids are unique');
    const operations = Object.values(api.paths).flatMap((verbs) => Object.values(verbs));
    for (const id of [
      ...operations.map(({ operationId }) => operationId),
      ...Object.keys(api.components.schemas).map((name) => `schema-${name}`),
    ])
      t.ok(ids.includes(id), id);
    const broken = [...page.matchAll(/href="#([^"]+)"/g)].filter(([, id]) => !ids.includes(id!));
    t.same(broken, []);
  });

  await t.test('only GET and HEAD', async (t) => {
    const answer = await fetch(`${url}/docs`, { method: 'POST' });
    t.same([answer.status, answer.headers.get('allow')], [405, 'GET, HEAD']);
  });
});
