import type { EdgeValues } from './values.ts';

/** One machine: `make run EDGE=1`, `make run-cluster EDGE=1`. The launcher replaces the certificate and the front. */
export const dev: EdgeValues = {
  listen: { address: '127.0.0.1', port: 8443 },
  adminPort: 9901,
  domains: ['*'],
  allowedOrigins: ['http://localhost:5173'],
  tls: { certificate: '.data/edge/edge.pem', key: '.data/edge/edge.key' },
  contractFolder: 'gen',
  front: { http: ['127.0.0.1:8080'], grpc: ['127.0.0.1:50051'] },
  services: {},
  trustedHops: 0,
  heartbeatSeconds: 15,
  clockSkewSeconds: 1,
  jwksCacheSeconds: 60,
  callsPerAddress: { burst: 2_000, perSecond: 1_000 },
  maxConnections: 1_000,
  maxRequests: 20_000,
  maxHeapBytes: 512 * 1024 * 1024,
  accessLog: '/dev/null',
};
