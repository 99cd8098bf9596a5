import type { EdgeValues } from './values.ts';

const front = 'front.skein.svc.cluster.local';
/** A cluster with a mesh: the front is a name in its DNS. */
export const prod: EdgeValues = {
  listen: { address: '0.0.0.0', port: 8443 },
  adminPort: 9901,
  // Everybody who reaches the port can read the figures. In mesh/kubernetes a NetworkPolicy lets Prometheus alone reach it.
  stats: { address: '0.0.0.0', port: 9902 },
  domains: ['skein.example', 'skein.example:*'],
  allowedOrigins: ['https://skein.example'],
  tls: { certificate: '/etc/envoy/tls/tls.crt', key: '/etc/envoy/tls/tls.key' },
  contractFolder: '/etc/envoy/contract',
  front: { http: [`${front}:8080`], grpc: [`${front}:50051`] },
  // The policies of mesh/istio let the edge call the front alone.
  services: {},
  trustedHops: 0,
  heartbeatSeconds: 15,
  clockSkewSeconds: 1,
  jwksCacheSeconds: 60,
  // SKEIN_CALLS_PER_ADDRESS is 12,000 a minute.
  callsPerAddress: { burst: 400, perSecond: 200 },
  maxConnections: 20_000,
  maxRequests: 20_000,
  maxHeapBytes: 1_500 * 1024 * 1024,
  accessLog: 'stdout',
};
