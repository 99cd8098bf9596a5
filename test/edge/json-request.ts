import {
  create,
  type DescMethod,
  getOption,
  type JsonValue,
  type MessageInitShape,
  ScalarType,
  toJson,
} from '@bufbuild/protobuf';
import { http } from '../../gen/ts/google/api/annotations_pb.ts';
import { fieldOf, type Route, routesOf } from '../../proto/contract.ts';
import type { Request } from './running-edge.ts';

type JsonObject = { [name: string]: JsonValue };

/** A call as HTTP/JSON by a rule of the contract: variables in the path, the rest in the body or the query. */
export function jsonRequest(method: DescMethod, init: object): Request {
  const message = create(method.input, init as MessageInitShape<DescMethod['input']>);
  const fields = toJson(method.input, message, { useProtoFieldName: true }) as JsonObject;
  const routes = routesOf(getOption(method, http));
  const route = routes.find(({ variables }) => variables.every((name) => name in fields)) ?? routes[0]!;
  return requestOf(route, fields);
}

/** A request of a route in which only the variables of the path have values. */
export function emptyRequest(method: DescMethod, route = routesOf(getOption(method, http))[0]!): Request {
  const fields = route.variables.map((name) => {
    const field = fieldOf(method.input, name);
    return [name, field?.enum?.values[1]?.name ?? (field?.scalar === ScalarType.STRING ? 'x1' : 1)] as const;
  });
  return requestOf(route, Object.fromEntries(fields));
}

function requestOf({ verb, path, variables, body }: Route, fields: JsonObject): Request {
  const rest = { ...fields };
  const values = variables.map((name) => encodeURIComponent(String(rest[name] ?? '')));
  for (const name of variables) delete rest[name];
  const filled = path.replace(/\*/g, () => values.shift()!);
  const sent = body === '*' ? rest : (rest[body] ?? {});
  const inQuery =
    body === '*' ? {} : Object.fromEntries(Object.entries(rest).filter(([name]) => name !== body));
  const query = new URLSearchParams(queryOf(inQuery)).toString();
  return {
    method: verb.toUpperCase(),
    path: query === '' ? filled : `${filled}?${query}`,
    ...(body !== '' && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) }),
  };
}

function queryOf(value: JsonObject, prefix = ''): [string, string][] {
  return Object.entries(value).flatMap(([name, each]): [string, string][] => {
    const key = prefix + name;
    if (Array.isArray(each)) return each.map((item) => [key, String(item)]);
    if (each !== null && typeof each === 'object') return queryOf(each, `${key}.`);
    return [[key, String(each)]];
  });
}
