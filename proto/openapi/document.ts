import { readFileSync } from 'node:fs';
import type { DescEnum, DescService } from '@bufbuild/protobuf';
import { isClientStream } from '../contract.ts';
import { commentOf } from './comments.ts';
import { errorSchemas } from './error-schemas.ts';
import { reasonsOf } from './errors.ts';
import type { OpenApi, Operation } from './open-api.ts';
import { operationsOf } from './operations.ts';
import { sharedResponses } from './responses.ts';
import { Schemas } from './schemas.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** OpenAPI 3.1 of every RPC of the services that has an HTTP rule. */
export function openApiOf(services: readonly DescService[], reasonEnum: DescEnum): OpenApi {
  const schemas = new Schemas();
  const reasons = reasonsOf(reasonEnum);
  const paths: Record<string, Record<string, Operation>> = {};
  const methods = services.flatMap((service) => service.methods).filter((method) => !isClientStream(method));
  for (const { path, verb, operation } of methods.flatMap((each) => operationsOf(each, schemas, reasons))) {
    paths[path] = { ...paths[path], [verb]: operation };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Skein',
      version,
      description:
        'The HTTP API of Skein, generated from its contract. docs/http-api.md explains requests, errors and streams.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The edge, which translates HTTP/JSON into gRPC.' }],
    security: [{ token: [] }],
    tags: services.map((service) => ({ name: service.name, description: commentOf(service) })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The access token of SignUp, SignIn or RefreshSession. It lives 15 minutes.',
        },
      },
      headers: {
        RequestId: { description: 'Names the call in the logs of the servers.', schema: { type: 'string' } },
        RetryAfter: {
          description: 'Seconds after which a retry may succeed; the same as google.rpc.RetryInfo.',
          schema: { type: 'integer', minimum: 0 },
        },
      },
      responses: sharedResponses(reasons),
      schemas: sorted({ ...schemas.byName, ...errorSchemas(reasons) }),
    },
  };
}

const sorted = <T>(record: Record<string, T>) =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
