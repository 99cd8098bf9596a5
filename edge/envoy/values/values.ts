/** What differs between environments. Everything else in a bootstrap follows from the contract. */
export interface EdgeValues {
  /** Where clients connect. */
  readonly listen: { readonly address: string; readonly port: number };
  /** The port of Envoy's admin interface on 127.0.0.1; 0 takes any free one, where `stats` is not set. */
  readonly adminPort: number;
  /** Where Prometheus reads /stats/prometheus without the rest of the admin interface. Default: nowhere. */
  readonly stats?: { readonly address: string; readonly port: number };
  /** The host names that clients may use; `*` takes all. */
  readonly domains: readonly string[];
  /** Origins such as https://app.example whose pages may call. The page of the gateway needs no entry. */
  readonly allowedOrigins: readonly string[];
  /** PEM files. The certificate has an ECDSA key. Envoy reads them again when they are replaced. */
  readonly tls: { readonly certificate: string; readonly key: string };
  /** The folder of `public.binpb`, as Envoy sees it. */
  readonly contractFolder: string;
  /** The front: the gateway, and gRPC for services that have no entry in `services`. `host:port` */
  readonly front: { readonly http: readonly string[]; readonly grpc: readonly string[] };
  /** Services that the edge calls without the front: their name, and `host:port` of each process or of their name in DNS. */
  readonly services: Readonly<Record<string, readonly string[]>>;
  /** Proxies before the edge that append to x-forwarded-for. */
  readonly trustedHops: number;
  /** SKEIN_HEARTBEAT of the services. The idle timeouts are longer. */
  readonly heartbeatSeconds: number;
  /** SKEIN_CLOCK_SKEW of the services, rounded up. */
  readonly clockSkewSeconds: number;
  /** How long keys are cached. A new signing key is published longer than this before it signs. */
  readonly jwksCacheSeconds: number;
  /** Calls of one client address. */
  readonly callsPerAddress: { readonly burst: number; readonly perSecond: number };
  readonly maxConnections: number;
  /** Calls and open streams that one cluster of processes has at a time. Further ones are refused as OVERLOADED. */
  readonly maxRequests: number;
  /** Near it the edge closes idle connections, then refuses calls, then accepts no connection. */
  readonly maxHeapBytes: number;
  /** The file of the access log, or `stdout`. */
  readonly accessLog: string;
  /** An OTLP/gRPC collector for traces, `host:port`. Without it the edge forwards the trace context of the client. */
  readonly otlp?: string;
}
