// Reads the contract from its descriptors, for its tests.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createFileRegistry,
  type DescField,
  type DescMessage,
  type DescMethod,
  type FileRegistry,
  fromBinary,
  getOption,
  hasOption,
  ScalarType,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema, MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import { type FieldRules, field as fieldRules } from '../gen/ts/buf/validate/validate_pb.ts';
import type { HttpRule } from '../gen/ts/google/api/http_pb.ts';

/** Our own definitions in a file of gen/, and the names of all files in it. */
export function readContract(name: 'descriptor.binpb' | 'public.binpb') {
  const set = fromBinary(FileDescriptorSetSchema, readFileSync(join(import.meta.dirname, '../gen', name)));
  return contractOf(createFileRegistry(set));
}

/** Our own definitions of a registry, and the names of all its files. */
export function contractOf(registry: FileRegistry) {
  const ours = [...registry].filter((type) => type.typeName.startsWith('skein.'));
  return {
    files: [...registry.files].map((file) => file.proto.name),
    messages: ours.filter((type) => type.kind === 'message'),
    enums: ours.filter((type) => type.kind === 'enum'),
    services: ours.filter((type) => type.kind === 'service'),
  };
}

export const nameOf = (method: DescMethod): string => `${method.parent.typeName}.${method.name}`;
export const isMesh = (typeName: string): boolean => /^skein\.\w+\.mesh\.v\d+\./.test(typeName);
export const isPublic = (method: DescMethod): boolean => !isMesh(nameOf(method));
export const isClientStream = (method: DescMethod): boolean =>
  method.methodKind === 'client_streaming' || method.methodKind === 'bidi_streaming';
export const isRead = (method: DescMethod): boolean =>
  method.idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS;
export const isRepeatable = (method: DescMethod): boolean =>
  method.idempotency === MethodOptions_IdempotencyLevel.IDEMPOTENT;

export const fieldOf = (message: DescMessage, name: string): DescField | undefined =>
  message.fields.find((field) => field.name === name);
export const isText = (field: DescField): boolean =>
  'scalar' in field && (field.scalar === ScalarType.STRING || field.scalar === ScalarType.BYTES);
export const isList = (field: DescField): boolean => field.fieldKind === 'list';

/** Every field of the requests of some RPCs, nested messages included. */
export function requestFields(methods: DescMethod[]): DescField[] {
  const seen = new Set<DescMessage>();
  const within = (message: DescMessage): DescField[] => {
    if (seen.has(message) || !message.typeName.startsWith('skein.')) return [];
    seen.add(message);
    return message.fields.flatMap((field) => [field, ...(field.message ? within(field.message) : [])]);
  };
  return methods.flatMap((method) => within(method.input));
}

/** The protovalidate rules of a field. */
export const fieldRulesOf = (field: DescField): FieldRules | undefined =>
  hasOption(field, fieldRules) ? getOption(field, fieldRules) : undefined;
/** The rules by type. */
export const rulesOf = (field: DescField): FieldRules['type'] | undefined => fieldRulesOf(field)?.type;

export function listRulesOf(field: DescField) {
  const rules = rulesOf(field);
  return rules?.case === 'repeated' ? rules.value : undefined;
}

/** Whether rules limit the length of a text or of bytes. */
export function isBounded(rules: FieldRules['type'] | undefined): boolean {
  if (rules?.case === 'bytes') return rules.value.maxLen > 0n || rules.value.len > 0n;
  if (rules?.case !== 'string') return false;
  const { maxLen, maxBytes, len, pattern } = rules.value;
  // A pattern limits a length when it is anchored and has no unbounded repetition.
  return maxLen > 0n || maxBytes > 0n || len > 0n || (/^\^.*\$$/.test(pattern) && !/[*+]|,\}/.test(pattern));
}

/** The nesting depth of a message, itself included. */
export const depthOf = (message: DescMessage): number =>
  1 + Math.max(0, ...message.fields.map((field) => (field.message ? depthOf(field.message) : 0)));

/** The size of a varint, or of a tag and a length. */
const numberBytes = 10;
const headBytes = 5;
/** Ids are decimal numbers of 63 bits; lists between services do not repeat the rule. */
const idBytes = 19;

/** The most bytes of a valid encoded message; fields limited by settings count as nothing. */
export function largestBytes(message: DescMessage): number {
  return message.fields.reduce((sum, field) => sum + largestFieldBytes(field), 0);
}

function largestFieldBytes(field: DescField): number {
  const items = isList(field) ? listRulesOf(field)?.items?.type : rulesOf(field);
  const one = field.message
    ? largestBytes(field.message)
    : isText(field)
      ? largestTextBytes(field, items)
      : numberBytes;
  return (isList(field) ? Number(listRulesOf(field)?.maxItems ?? 0n) : 1) * (one + headBytes);
}

function largestTextBytes(field: DescField, rules: FieldRules['type'] | undefined): number {
  if (/(^|_)ids?$/.test(field.name)) return idBytes;
  if (rules?.case === 'bytes') return Number(rules.value.maxLen);
  if (rules?.case !== 'string') return 0;
  // A character takes up to four bytes in UTF-8; a character of a token, which servers create, takes one.
  const characterBytes = field.name.endsWith('_token') ? 1n : 4n;
  return Number(rules.value.maxBytes || rules.value.maxLen * characterBytes);
}

/** The full names of fields that violate a rule: a test expects none. */
export const breaking = (fields: DescField[], keeps: (field: DescField) => boolean): string[] =>
  fields.filter((field) => !keeps(field)).map((field) => `${field.parent.typeName}.${field.name}`);

export interface Route {
  verb: string;
  /** The template with a * for every variable, because variable names do not distinguish routes. */
  path: string;
  variables: string[];
  body: string;
}

/** The routes of a rule: its own and its additional bindings. */
export function routesOf(rule: HttpRule): Route[] {
  const template = String(rule.pattern.value ?? '');
  const route = {
    verb: String(rule.pattern.case),
    path: template.replace(/\{[^}]+\}/g, '*'),
    variables: [...template.matchAll(/\{([\w.]+)\}/g)].map(([, name]) => name!),
    body: rule.body,
  };
  return [route, ...rule.additionalBindings.flatMap(routesOf)];
}
