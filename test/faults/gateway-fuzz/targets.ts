import type { DescMethod } from '@bufbuild/protobuf';
import { services } from '../../../services/registry.ts';

/** What an attack works with. */
export interface Target {
  /** The HTTP port. */
  readonly port: number;
  readonly grpcPort: number;
  /** A valid access token. */
  readonly token: string;
}

export const methods: readonly DescMethod[] = services.all
  .flatMap((entry) => entry.public)
  .flatMap((service) => service.methods);

export const unary = methods.filter(({ methodKind }) => methodKind === 'unary');

export function pathOf({ parent, name }: DescMethod): string {
  return `/${parent.typeName}/${name}`;
}

/** Valid bodies, as starting points of mutations. */
export const goodBodies = [
  '{}',
  '{"handle":"ada","password":"correct horse battery"}',
  '{"text":"Hello, #world","requestId":"r1"}',
  '{"userIds":["1","2"]}',
  '{"pageSize":20,"pageToken":"abc"}',
  '{"postId":"1234567890123456789"}',
];

/** The text of a request, with correct lengths by default. */
export function request(
  line: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer | string = '',
): Buffer {
  const bytes = Buffer.from(body);
  const all = { host: 'skein.example', 'content-length': String(bytes.length), ...headers };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${line} HTTP/1.1\r\n${head.join('')}\r\n`, 'latin1'), bytes]);
}
