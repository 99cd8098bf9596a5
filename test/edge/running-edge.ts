import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { credentials } from '@grpc/grpc-js';
import type { Test } from 'tap';
import type { RunningEnvoy } from '../../edge/envoy/start-envoy.ts';
import type { EdgeValues } from '../../edge/envoy/values/values.ts';
import { type GrpcTransport, grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { type RunningNetwork, runNetwork } from '../journeys/network.ts';
import { frontOf, startLocalEnvoy } from './local-envoy.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Request {
  readonly method?: string;
  /** As it is sent: nothing normalizes it. */
  readonly path: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Uint8Array;
  /** How the answer is read. Default: utf8. */
  readonly encoding?: BufferEncoding;
  /** Ends a stream after its first line. Default: the answer ends by itself. */
  readonly firstLine?: boolean;
}

/** A real Envoy. */
export interface Edge extends Pick<RunningEnvoy, 'url' | 'port' | 'ports' | 'admin' | 'pid'> {
  /** What clients trust. */
  readonly certificate: Buffer;
  readonly certificateFile: string;
  /** One HTTP/1.1 request, on a connection that may be used again. */
  call(request: Request): Promise<Answer>;
  /** gRPC over TLS. */
  grpc(): GrpcTransport;
  /** A counter or gauge of Envoy; 0 before its first change. */
  figure(name: string): Promise<number>;
}

/** A real Envoy before a network. */
export interface RunningEdge extends Edge {
  readonly network: RunningNetwork;
}

export interface EdgeOptions {
  /** Settings of the network. */
  readonly env?: Record<string, string>;
  readonly values?: Partial<EdgeValues>;
}

/** Starts a network and an edge; both end with the test. */
export async function runEdge(t: Test, { env, values }: EdgeOptions = {}): Promise<RunningEdge> {
  const folder = t.testdir();
  const network = await runNetwork(join(folder, 'data'), {
    SKEIN_TRUSTED_PROXIES: '127.0.0.1',
    SKEIN_SIGN_UPS_PER_ADDRESS: '1000',
    ...env,
  });
  t.teardown(() => network.close());
  return edgeOf(t, network, values);
}

/** Starts an edge before a network. */
export async function edgeOf(
  t: Test,
  network: RunningNetwork,
  values: Partial<EdgeValues> = {},
): Promise<RunningEdge> {
  return { network, ...(await startEdge(t, { front: frontOf(network), ...values })) };
}

/** Starts an edge before anything. */
export async function startEdge(t: Test, values: Partial<EdgeValues>): Promise<Edge> {
  const envoy = await startLocalEnvoy(join(t.testdirName, 'edge'), values);
  t.teardown(() => envoy.close());
  const { url, port, ports, admin, pid, certificateFile } = envoy;
  const certificate = readFileSync(certificateFile);
  const agent = new Agent({ keepAlive: true });
  t.teardown(() => agent.destroy());
  return {
    certificate,
    certificateFile,
    url,
    port,
    ports,
    admin,
    pid,
    call: (request) => call({ port, certificate, agent }, request),
    grpc() {
      const transport = grpcTransport({
        address: `localhost:${port}`,
        credentials: credentials.createSsl(certificate),
      });
      t.teardown(() => transport.close());
      return transport;
    },
    async figure(name) {
      const text = await (await fetch(`${admin}/stats?filter=${encodeURIComponent(`^${name}$`)}`)).text();
      return Number(/: (\d+)$/m.exec(text)?.[1] ?? 0);
    },
  };
}

function call(
  { agent, port, certificate }: { agent: Agent; port: number; certificate: Buffer },
  { method = 'GET', path, headers, body, encoding = 'utf8', firstLine = false }: Request,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: 'localhost', port, ca: certificate, method, path, headers, agent },
      (response) => {
        let text = '';
        const end = () => resolve({ status: response.statusCode!, headers: response.headers, text });
        response
          .setEncoding(encoding)
          .on('data', (more: string) => {
            text += more;
            if (!firstLine || !text.includes('\n')) return;
            end();
            sent.destroy();
          })
          .on('end', end)
          .on('error', reject);
      },
    );
    // A refused body is not read to its end: the answer may be there already.
    sent.on('error', reject);
    sent.end(body);
  });
}
