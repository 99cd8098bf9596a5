import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';
import type { Server } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';

/** Adds gRPC reflection to a grpc-js server. */
export type Reflection = (server: Server) => void;

/**
 * Reflection over the files of a FileDescriptorSet (imports included), listing only `services`. The library gets the
 * files' original bytes, because clients cannot resolve proto-loader's output (grpc-node issue 2958).
 */
export function reflection(descriptorSet: Uint8Array, services: readonly string[]): Reflection {
  const { file } = fromBinary(FileDescriptorSetSchema, descriptorSet);
  const fileDescriptorProtos = file.map(encodeFile);
  // The library's types require all of proto-loader's output, but it reads only this field.
  const pkg = { all: { fileDescriptorProtos } } as unknown as ConstructorParameters<
    typeof ReflectionService
  >[0];
  const service = new ReflectionService(pkg, { services: [...services] });
  return (server) => service.addToServer(server);
}

// Comments are most of a descriptor set's size, and clients do not need them.
function encodeFile(file: FileDescriptorProto): Buffer {
  const bare = create(FileDescriptorProtoSchema, { ...file, sourceCodeInfo: undefined });
  return Buffer.from(toBinary(FileDescriptorProtoSchema, bare));
}
