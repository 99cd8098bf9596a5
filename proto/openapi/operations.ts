import { type DescField, type DescMessage, type DescMethod, getOption } from '@bufbuild/protobuf';
import { http } from '../../gen/ts/google/api/annotations_pb.ts';
import { FieldBehavior } from '../../gen/ts/google/api/field_behavior_pb.ts';
import { Access, AccessSchema } from '../../gen/ts/skein/options/v1/options_pb.ts';
import { accessOf } from '../../platform/auth/access.ts';
import { callCostOf, timeoutsOf } from '../../platform/rpc/method-options.ts';
import { maxRequestBytes } from '../../platform/rpc/requests/max-request-bytes.ts';
import { fieldOf, isList, type Route, routesOf } from '../contract.ts';
import { commentOf } from './comments.ts';
import type { Reason } from './errors.ts';
import type { JsonSchema, Operation, Parameter } from './open-api.ts';
import { responsesOf } from './responses.ts';
import { hasBehavior, isValue, type Schemas } from './schemas.ts';

/** An operation of OpenAPI and where it is. */
export interface Placed {
  readonly path: string;
  readonly verb: string;
  readonly operation: Operation;
}

/** One operation for each HTTP rule of the method. */
export function operationsOf(method: DescMethod, schemas: Schemas, reasons: readonly Reason[]): Placed[] {
  const timeouts = timeoutsOf(method);
  return routesOf(getOption(method, http)).map((route, index) => ({
    path: pathOf(route, method),
    verb: route.verb,
    operation: {
      operationId: `${method.parent.name}_${method.name}${index > 0 ? index + 1 : ''}`,
      tags: [method.parent.name],
      summary: summaryOf(method),
      description: commentOf(method),
      ...(accessOf(method) === Access.OPEN && { security: [{}, { token: [] }] }),
      parameters: parametersOf(method, route, schemas),
      ...(route.body && { requestBody: bodyOf(method, route, schemas)! }),
      responses: responsesOf(method, schemas, reasons),
      'x-skein-rpc': `${method.parent.typeName}/${method.name}`,
      'x-skein-access': AccessSchema.value[accessOf(method)]!.name,
      'x-skein-max-request-bytes': maxRequestBytes(method),
      ...(timeouts !== undefined && { 'x-skein-max-timeout-ms': timeouts.maxMs }),
      'x-skein-call-cost': callCostOf(method),
    },
  }));
}

/** The template with the names that the fields have in JSON. */
function pathOf({ path, variables }: Route, { input }: DescMethod): string {
  const names = variables.map((name) => fieldOf(input, name)!.jsonName);
  return path.replace(/\*/g, () => `{${names.shift()}}`);
}

/** The first sentence of the comment. */
const summaryOf = (method: DescMethod) => commentOf(method).split(/(?<=\.)\s/, 1)[0]!;

function parametersOf(method: DescMethod, { variables, body }: Route, schemas: Schemas): Parameter[] {
  const inPath = variables.map((name) => fieldOf(method.input, name)!);
  const inQuery = body === '*' ? [] : restOf(method.input, [...variables, body]);
  return [
    ...inPath.map((field) => parameter('path', field.jsonName, field, schemas)),
    ...inQuery.flatMap((field) => queryOf(field, '', schemas)),
  ];
}

/** The fields that are not taken, and whose choice is not taken. */
function restOf(input: DescMessage, taken: readonly string[]): DescField[] {
  const chosen = taken.map((name) => fieldOf(input, name)?.oneof).filter(Boolean);
  return input.fields.filter((field) => !taken.includes(field.name) && !chosen.includes(field.oneof));
}

/** A field as query parameters: those of a message are named by their path. */
function queryOf(field: DescField, prefix: string, schemas: Schemas): Parameter[] {
  const name = prefix + field.jsonName;
  if (isValue(field)) return [parameter('query', name, field, schemas)];
  if (isList(field)) throw new Error(`${field.parent.typeName}.${field.name} does not fit a query`);
  return field.message!.fields.flatMap((inner) => queryOf(inner, `${name}.`, schemas));
}

function parameter(where: 'path' | 'query', name: string, field: DescField, schemas: Schemas): Parameter {
  const { description, ...schema } = schemas.field(field);
  return {
    name,
    in: where,
    ...((where === 'path' || hasBehavior(field, FieldBehavior.REQUIRED)) && { required: true }),
    description: description!,
    schema,
  };
}

function bodyOf(method: DescMethod, { body, variables }: Route, schemas: Schemas): Operation['requestBody'] {
  const schema: JsonSchema =
    body === '*'
      ? schemas.object(method.input, restOf(method.input, variables))
      : schemas.refTo(fieldOf(method.input, body)!.message!);
  return { required: true, content: { 'application/json': { schema } } };
}
