import type { Reason } from './errors.ts';
import { type JsonSchema, refTo } from './open-api.ts';

const text = (description: string): JsonSchema => ({ type: 'string', description });

/** A detail of google.rpc.Status: JSON names its type. */
const detail = (name: string, description: string, properties: Record<string, JsonSchema>): JsonSchema => ({
  title: name,
  type: 'object',
  description,
  properties: { '@type': { const: `type.googleapis.com/google.rpc.${name}` }, ...properties },
  required: ['@type'],
});

/** The schemas of google.rpc.Status and of the details that Skein sends. */
export function errorSchemas(reasons: readonly Reason[]): Record<string, JsonSchema> {
  const details = {
    ErrorInfo: detail('ErrorInfo', 'Every error has one. A program decides by the reason.', {
      domain: { const: 'skein' },
      reason: refTo('skein.error.v1.Reason'),
      metadata: { type: 'object', additionalProperties: { type: 'string' } },
    }),
    BadRequest: detail('BadRequest', 'Names the fields that are wrong.', {
      fieldViolations: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            field: text('The path of the field in the contract, such as text or media_ids[2].'),
            description: text('What is wrong, for people.'),
            reason: refTo('skein.error.v1.Reason'),
          },
        },
      },
    }),
    RetryInfo: detail('RetryInfo', 'When to try again.', { retryDelay: text('Seconds, such as 1.5s.') }),
  };
  return {
    'google.rpc.Status': {
      title: 'Status',
      type: 'object',
      description: 'An error.',
      properties: {
        code: { type: 'integer', format: 'int32', description: 'A number of google.rpc.Code.' },
        message: text('What is wrong, for people. It may change.'),
        details: {
          type: 'array',
          items: { anyOf: Object.keys(details).map((name) => refTo(`google.rpc.${name}`)) },
        },
      },
      required: ['code'],
    },
    ...Object.fromEntries(Object.entries(details).map(([name, schema]) => [`google.rpc.${name}`, schema])),
    'skein.error.v1.Reason': {
      title: 'Reason',
      type: 'string',
      description: [
        'Why a call failed. Later versions may add reasons.',
        '',
        ...reasons.map(({ name, code, meaning }) => `- ${name} (${code}): ${meaning}`),
      ].join('\n'),
      enum: reasons.map(({ name }) => name),
    },
  };
}
