import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChannelCredentials, Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { type IdentityFiles, identity } from '../../mesh/testbed/authority.ts';
import { memoize } from '../../platform/memoize.ts';

/** The answer of a call: its gRPC code and message. */
export interface Answer {
  readonly code: number;
  readonly message: string;
}

/** Certificates of an authority, in a folder of their own until `close`. */
export function identities(ca: string) {
  const folder = mkdtempSync(join(tmpdir(), 'skein-mesh-'));
  return {
    of: memoize(
      (principal: string): IdentityFiles =>
        identity(ca, join(folder, principal.replaceAll('/', '-')), principal),
    ),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Proves an identity with mTLS, as a sidecar does. Sidecars check names of service accounts, not of hosts. */
export function asIdentity({ key, certificate, root }: IdentityFiles): ChannelCredentials {
  const [ca, keyText, chain] = [root, key, certificate].map((file) => readFileSync(file));
  return credentials.createSsl(ca, keyText!, chain!, { checkServerIdentity: () => undefined });
}

/** A client that sends empty requests by path. */
export function rawClient(address: string, channel: ChannelCredentials, authority?: string) {
  const client = new Client(address, channel, {
    'grpc.max_reconnect_backoff_ms': 500,
    'grpc.enable_retries': 0,
    ...(authority !== undefined && { 'grpc.default_authority': authority }),
  });
  const nothing = () => Buffer.alloc(0);
  return {
    call: (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
      new Promise((resolve) => {
        const metadata = new Metadata();
        for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
        client.makeUnaryRequest(
          path,
          nothing,
          () => '',
          undefined,
          metadata,
          { deadline: Date.now() + 10_000 },
          (error: ServiceError | null) => resolve({ code: error?.code ?? 0, message: error?.details ?? '' }),
        );
      }),
    close: () => client.close(),
  };
}
