import { group } from './config.ts';
import { trustedProxies } from './limits/trusted-proxies.ts';

const SECOND = 1000;

/** Settings of every process: where it listens, stores data and reports to. */
export const processSettings = group(
  {
    profile: {
      env: 'SKEIN_PROFILE',
      type: 'string',
      oneOf: ['embedded', 'cluster'],
      default: 'embedded',
      doc: 'Embedded: one process with its own files. Cluster: one process a service, with the real engines.',
    },
    bind: {
      env: 'SKEIN_BIND',
      type: 'string',
      default: '127.0.0.1',
      doc: 'The address that servers listen on; the default is reachable from this machine only.',
    },
    grpcPort: { env: 'SKEIN_GRPC_PORT', type: 'port', default: 50_051, doc: 'The port of the gRPC server.' },
    httpPort: {
      env: 'SKEIN_HTTP_PORT',
      type: 'port',
      default: 8080,
      doc: 'The port of the HTTP server: Connect, metrics, the web app.',
    },
    trustedProxies: {
      env: 'SKEIN_TRUSTED_PROXIES',
      type: 'list',
      default: [],
      doc: 'Addresses or networks (10.0.0.0/8) of proxies whose x-forwarded-for is trusted.',
    },
    dataDir: {
      env: 'SKEIN_DATA_DIR',
      type: 'string',
      default: '.data',
      doc: 'The directory of databases, keys and secrets.',
    },
    logLevel: {
      env: 'SKEIN_LOG_LEVEL',
      type: 'string',
      oneOf: ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
      default: 'info',
      doc: 'The lowest level that is logged.',
    },
    overloadTurnMs: {
      env: 'SKEIN_OVERLOAD_TURN',
      type: 'duration',
      default: 100,
      min: 10,
      max: 10 * SECOND,
      doc: 'The CPU time that one turn of the event loop spends on calls that arrive in it; other calls are OVERLOADED.',
    },
    otlpEndpoint: {
      env: 'SKEIN_OTLP_ENDPOINT',
      type: 'string',
      default: '',
      doc: 'The OTLP/HTTP collector for traces, such as http://127.0.0.1:4318; empty turns traces off.',
    },
  },
  ({ grpcPort, httpPort, otlpEndpoint, trustedProxies: networks }) => {
    const problems: string[] = [];
    if (grpcPort === httpPort && grpcPort !== 0) {
      problems.push(`SKEIN_GRPC_PORT and SKEIN_HTTP_PORT are both ${grpcPort}: each needs its own.`);
    }
    if (otlpEndpoint !== '' && !/^https?:$/.test(URL.parse(otlpEndpoint)?.protocol ?? '')) {
      problems.push('SKEIN_OTLP_ENDPOINT must be an http:// or https:// address, or empty for no traces.');
    }
    try {
      trustedProxies(networks);
    } catch (error) {
      problems.push(`SKEIN_TRUSTED_PROXIES: ${(error as Error).message}.`);
    }
    return problems;
  },
);
