import { readFileSync } from 'node:fs';
import {
  create,
  createFileRegistry,
  type DescMessage,
  type DescService,
  type FileRegistry,
  fromBinary,
  type Message,
  setExtension,
  toBinary,
} from '@bufbuild/protobuf';
import { type Any, AnySchema, FileDescriptorSetSchema, MethodOptionsSchema } from '@bufbuild/protobuf/wkt';
import { max_request_bytes } from '../../gen/ts/skein/options/v1/options_pb.ts';

/** The suite's descriptors are not part of the project; run.sh creates them outside the tree. */
const descriptorFile = process.env.SKEIN_CONFORMANCE_DESCRIPTORS;
if (descriptorFile === undefined) throw new Error('SKEIN_CONFORMANCE_DESCRIPTORS names no file: see run.sh.');

const descriptors = fromBinary(FileDescriptorSetSchema, readFileSync(descriptorFile));
const prefix = 'connectrpc.conformance.v1';

/** The suite's limit of servers, in bytes; ours is an option of each method. */
export const maxRequestBytes = 200 * 1024;
for (const { service } of descriptors.file.filter((file) => file.package === prefix)) {
  for (const method of service.flatMap((each) => each.method)) {
    method.options ??= create(MethodOptionsSchema);
    setExtension(method.options, max_request_bytes, maxRequestBytes);
  }
}

/** All types of the suite: JSON needs them for a google.protobuf.Any. */
export const registry: FileRegistry = createFileRegistry(descriptors);

export function schema(name: string): DescMessage {
  const found = registry.getMessage(`${prefix}.${name}`);
  if (found === undefined) throw new Error(`The suite has no message ${name}.`);
  return found;
}

function serviceNamed(name: string): DescService {
  const found = registry.getService(`${prefix}.${name}`);
  if (found === undefined) throw new Error(`The suite has no service ${name}.`);
  return found;
}

export const conformanceService = serviceNamed('ConformanceService');

export interface Header {
  readonly name: string;
  readonly value: readonly string[];
}

export interface ErrorDefinition {
  readonly code: number;
  readonly message?: string;
  readonly details: readonly Any[];
}

/** One shape for unary responses and streams; the method decides which fields are set. */
export interface ResponseDefinition {
  readonly responseHeaders: readonly Header[];
  readonly responseTrailers: readonly Header[];
  readonly responseDelayMs: number;
  /** Of a unary response. */
  readonly response?: {
    readonly case?: 'responseData' | 'error';
    readonly value?: Uint8Array | ErrorDefinition;
  };
  /** Of a stream. */
  readonly responseData?: readonly Uint8Array[];
  readonly error?: ErrorDefinition;
}

export interface SuiteRequest extends Message {
  readonly responseDefinition?: ResponseDefinition;
  readonly fullDuplex?: boolean;
}

/** A message as the Any that the suite compares. */
export function packed(message: Message): Any {
  const desc = registry.getMessage(message.$typeName)!;
  return create(AnySchema, {
    typeUrl: `type.googleapis.com/${message.$typeName}`,
    value: toBinary(desc, message),
  });
}

export function unpacked({ typeUrl, value }: Any): Message {
  return fromBinary(registry.getMessage(typeUrl.slice(typeUrl.lastIndexOf('/') + 1))!, value);
}
