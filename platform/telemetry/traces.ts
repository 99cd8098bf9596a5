import type { Span, SpanContext } from '@opentelemetry/api';
import { type Call, currentCall } from '../rpc/call.ts';
import { headerOf } from '../rpc/headers.ts';
import type { Interceptor } from '../rpc/intercept.ts';
import { truncateUtf8 } from '../truncate-utf8.ts';
import { maxTextBytes } from './bounded-line.ts';
import { formatTraceparent, parseTraceparent, traceparentHeader } from './traceparent.ts';

export interface Traces {
  /** Makes a span for each call, as a child of the caller's. */
  readonly interceptor: Interceptor;
  /** Headers of an outgoing call, so that its span becomes a child of the current one; usually one header. */
  outgoing(): Readonly<Record<string, string>>;
  /** Sends the remaining spans and stops. Spans that the collector does not accept in time are dropped. */
  close(): Promise<void>;
}

export interface TraceOptions {
  /** The base address of an OTLP/HTTP collector, such as http://127.0.0.1:4318; empty disables tracing. */
  endpoint: string;
  service: string;
  version: string;
  /** The share of traces starting here that is kept, 0 to 1; a caller's decision is followed. */
  ratio?: number;
  /** How long the collector may take for a batch, retries included. Default 2 seconds. */
  timeoutMs?: number;
  /** Called when the last spans could not be sent. */
  onError?: (error: unknown) => void;
}

const OFF: Traces = { interceptor: () => undefined, outgoing: () => ({}), close: async () => {} };

/** Starts tracing. Without an endpoint nothing is loaded and calls cost nothing more. */
export async function startTraces(options: TraceOptions): Promise<Traces> {
  const { endpoint, service, version, ratio = 1, timeoutMs = 2000, onError = () => {} } = options;
  if (endpoint === '') return OFF;
  const [
    { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace },
    sdk,
    { OTLPTraceExporter },
    { resourceFromAttributes },
  ] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  // Never registered globally, because one process may host services that are traced under different names.
  const provider = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.version': version }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [
      new sdk.BatchSpanProcessor(
        new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, timeoutMillis: timeoutMs }),
      ),
    ],
  });
  const tracer = provider.getTracer('skein', version);
  const spans = new WeakMap<object, Span>();

  return {
    interceptor(call) {
      const parent = parseTraceparent(headerOf(call.context, traceparentHeader));
      const { name, parent: of } = call.method;
      const span = tracer.startSpan(
        `${of.typeName}/${name}`,
        {
          kind: SpanKind.SERVER,
          attributes: {
            'rpc.system': 'grpc',
            'rpc.service': of.typeName,
            'rpc.method': name,
            'skein.request_id': call.requestId,
          },
        },
        parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT,
      );
      // `currentCall()` is this object for everything that the handler does.
      spans.set(call, span);
      return {
        finish(error) {
          span.setAttribute('rpc.grpc.status_code', error?.code ?? 0);
          if (error)
            span.setStatus({
              code: SpanStatusCode.ERROR,
              message: truncateUtf8(error.rawMessage, maxTextBytes),
            });
          span.end();
        },
      };
    },
    outgoing: () => outgoingHeaders(spanOf(spans, currentCall())),
    close: () => provider.shutdown().catch(onError),
  };
}

function spanOf(spans: WeakMap<object, Span>, call: Call | undefined): SpanContext | undefined {
  return call && spans.get(call)?.spanContext();
}

function outgoingHeaders(span: SpanContext | undefined): Record<string, string> {
  return span ? { [traceparentHeader]: formatTraceparent(span) } : {};
}
