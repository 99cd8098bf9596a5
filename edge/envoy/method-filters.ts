import { type ContractMethod, contractServices } from './contract-methods.ts';
import { extension, typed } from './typed.ts';

/** The configuration of filters on the routes of a method. */
export function filtersOf(
  { open, clientStreams, cost, maxBytes, streams }: ContractMethod,
  mostBytes: number,
) {
  return {
    // For errors that name the limit, and for limits that count calls.
    metadata: {
      filter_metadata: {
        skein: { max_request_bytes: maxBytes, ...(cost > 1 && { further_calls: cost - 1 }) },
      },
    },
    typed_per_filter_config: {
      'envoy.filters.http.jwt_authn': typed('extensions.filters.http.jwt_authn.v3.PerRouteConfig', {
        requirement_name: open ? 'open' : 'user',
      }),
      ...(!clientStreams && {
        'envoy.filters.http.buffer': typed('extensions.filters.http.buffer.v3.BufferPerRoute', {
          buffer: { max_request_bytes: mostBytes },
        }),
      }),
      ...(streams && {
        'envoy.filters.http.compressor': typed('extensions.filters.http.compressor.v3.CompressorPerRoute', {
          disabled: true,
        }),
      }),
    },
  };
}

const transcoderName = 'envoy.filters.http.grpc_json_transcoder';

/**
 * The transcoder works on routes of HTTP/JSON alone. Elsewhere it would find an RPC for paths that have no route, and so pass
 * by the filters of the RPC's route.
 */
export function transcoderFilter(contractFolder: string) {
  return { name: transcoderName, disabled: true, typed_config: transcoder('lines', contractFolder) };
}

const transcodedBuffer = 'skein.transcoded_buffer';

/**
 * Holds a transcoded call until its JSON is read to the end. Without it, the transcoder opens the call to the service before it
 * finds that the JSON is malformed.
 */
export const transcodedBufferFilter = {
  ...extension(transcodedBuffer, 'extensions.filters.http.buffer.v3.Buffer', {
    max_request_bytes: 4 * 1024 * 1024,
  }),
  disabled: true,
};

/** Enables the filters of HTTP/JSON, which are disabled elsewhere. */
export const transcoded = Object.fromEntries(
  [transcoderName, transcodedBuffer].map((name) => [
    name,
    typed('config.route.v3.FilterConfig', { config: {} }),
  ]),
);

/** How a transcoded stream separates its messages: server-sent events, or lines of JSON. */
export type Framing = 'events' | 'lines';

export function transcoderFor(framing: Framing, contractFolder: string) {
  return { [transcoderName]: transcoder(framing, contractFolder) };
}

function transcoder(framing: Framing, contractFolder: string) {
  return typed('extensions.filters.http.grpc_json_transcoder.v3.GrpcJsonTranscoder', {
    proto_descriptor: `${contractFolder}/public.binpb`,
    services: contractServices().map(({ name }) => name),
    // Errors are google.rpc.Status with the details of the service.
    convert_grpc_status: true,
    print_options:
      framing === 'events' ? { stream_sse_style_delimited: true } : { stream_newline_delimited: true },
    // HTML forms and URLSearchParams write a space as +.
    query_param_unescape_plus: true,
    request_validation_options: { reject_unknown_query_parameters: true },
    // An answer of 4 MiB, whose JSON is larger.
    max_response_body_size: 16 * 1024 * 1024,
  });
}
