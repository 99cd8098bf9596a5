import type { Duplex } from 'node:stream';
import { type DescFile, type DescService, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import type { Server } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { file_google_rpc_error_details } from '../../gen/ts/google/rpc/error_details_pb.ts';
import { file_skein_error_v1_reason } from '../../gen/ts/skein/error/v1/reason_pb.ts';

/** What no RPC names and clients look up: the details of errors. */
const errorFiles: readonly DescFile[] = [file_google_rpc_error_details, file_skein_error_v1_reason];

/** Adds gRPC reflection to a grpc-js server. */
export type Reflection = (server: Server) => void;

/**
 * Reflection of the services: their files, the files that these import, and the details of errors. The library gets
 * the files' original bytes, because clients cannot resolve proto-loader's output (grpc-node issue 2958).
 */
export function reflection(services: readonly DescService[]): Reflection {
  const fileDescriptorProtos = [...filesOf(services)].map(({ proto }) =>
    Buffer.from(toBinary(FileDescriptorProtoSchema, proto)),
  );
  // The library's types require all of proto-loader's output, but it reads only this field.
  const pkg = { all: { fileDescriptorProtos } } as unknown as ConstructorParameters<
    typeof ReflectionService
  >[0];
  const service = new ReflectionService(pkg, { services: services.map(({ typeName }) => typeName) });
  return (server) => {
    const paused: Pick<Server, 'addService'> = {
      addService: (definition, handlers) =>
        server.addService(
          definition,
          Object.fromEntries(
            Object.entries(handlers).map(([name, handler]) => [
              name,
              pauseWhileUnread(handler as unknown as DuplexHandler),
            ]),
          ) as unknown as typeof handlers,
        ),
    };
    service.addToServer(paused);
  };
}

type DuplexHandler = (call: Duplex) => void;

/** The library answers every request at once; here it reads no further ones while its answers are unread. */
export function pauseWhileUnread(handler: DuplexHandler): DuplexHandler {
  return (call) => {
    const write = call.write.bind(call) as (...args: unknown[]) => boolean;
    call.write = (...args: unknown[]) => {
      const goesOn = write(...args);
      if (!goesOn) {
        call.pause();
        call.once('drain', () => call.resume());
      }
      return goesOn;
    };
    handler(call);
  };
}

/** Imports come before what imports them. */
function filesOf(services: readonly DescService[]): ReadonlySet<DescFile> {
  const files = new Set<DescFile>();
  const add = (file: DescFile) => {
    for (const each of file.dependencies) add(each);
    files.add(file);
  };
  for (const file of [...services.map(({ file }) => file), ...errorFiles]) add(file);
  return files;
}
