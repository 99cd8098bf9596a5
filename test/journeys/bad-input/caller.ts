import {
  create,
  type DescMessage,
  type DescMethod,
  fromBinary,
  type MessageInitShape,
  toBinary,
} from '@bufbuild/protobuf';
import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import {
  BadRequestSchema,
  ErrorInfoSchema,
  RetryInfoSchema,
} from '../../../gen/ts/google/rpc/error_details_pb.ts';
import { StatusSchema } from '../../../gen/ts/google/rpc/status_pb.ts';
import type { Headers } from '../../../services/product/cast.ts';

/** The response on the wire. */
export interface Outcome {
  /** The gRPC code; 0 is OK. */
  readonly code: number;
  readonly message: string;
  /** The reason of the ErrorInfo; undefined without one. */
  readonly reason: string | undefined;
  readonly domain: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
  readonly fields: readonly string[];
  readonly retry: boolean;
  /** The first message. */
  readonly answer: Buffer | undefined;
}

/** grpc-js's own client, which sends arbitrary bytes. */
export interface Caller {
  call(
    path: string,
    method: DescMethod | undefined,
    request: object | Uint8Array,
    as: Headers,
  ): Promise<Outcome>;
  close(): void;
}

const asIs = (bytes: Buffer) => bytes;

export function rawCaller(address: string): Caller {
  const client = new Client(address, credentials.createInsecure(), { 'grpc.max_send_message_length': -1 });
  return {
    call(path, method, request, as) {
      const bytes = Buffer.from(encode(method, request));
      const metadata = new Metadata();
      for (const [name, value] of Object.entries(as)) metadata.set(name, value);
      const options = { deadline: Date.now() + 20_000 };
      return new Promise((resolve) => {
        const done = (error: ServiceError | null, answer?: Buffer) => resolve(outcome(error, answer));
        if (method?.methodKind === 'client_streaming') {
          const stream = client.makeClientStreamRequest(path, asIs, asIs, metadata, options, done);
          stream.on('error', () => {});
          stream.end(bytes);
        } else if (method?.methodKind === 'server_streaming') {
          const stream = client.makeServerStreamRequest(path, asIs, asIs, bytes, metadata, options);
          // The first message is enough; the stream need not end by itself.
          stream.on('data', (answer: Buffer) => {
            done(null, answer);
            stream.cancel();
          });
          stream.on('error', (error: ServiceError) => done(error));
          stream.on('end', () => done(null));
        } else {
          client.makeUnaryRequest(path, asIs, asIs, bytes, metadata, options, done);
        }
      });
    },
    close: () => client.close(),
  };
}

function encode(method: DescMethod | undefined, request: object | Uint8Array): Uint8Array {
  if (request instanceof Uint8Array) return request;
  if (method === undefined) return new Uint8Array();
  return toBinary(method.input, create(method.input, request as MessageInitShape<DescMessage>));
}

function outcome(error: ServiceError | null, answer?: Buffer): Outcome {
  const [bytes] = error?.metadata?.get('grpc-status-details-bin') ?? [];
  const details = bytes instanceof Buffer ? fromBinary(StatusSchema, bytes).details : [];
  const of = (typeName: string) =>
    details.filter(({ typeUrl }) => typeUrl.endsWith(`/${typeName}`)).map(({ value }) => value);
  const [info] = of(ErrorInfoSchema.typeName).map((value) => fromBinary(ErrorInfoSchema, value));
  return {
    code: error?.code ?? 0,
    message: error?.details ?? '',
    reason: info?.reason,
    domain: info?.domain,
    metadata: info?.metadata ?? {},
    fields: of(BadRequestSchema.typeName).flatMap((value) =>
      fromBinary(BadRequestSchema, value).fieldViolations.map(({ field }) => field),
    ),
    retry: of(RetryInfoSchema.typeName).some(
      (value) => fromBinary(RetryInfoSchema, value).retryDelay !== undefined,
    ),
    answer,
  };
}
