import type { Layout } from './layout.ts';

interface Bound {
  readonly bind: string;
  readonly grpcPort: number;
  readonly httpPort: number;
}

/** The text that a process prints once it takes calls. */
export function bannerOf(process: Bound & { readonly layout: Layout }): string {
  const { layout, bind, grpcPort, httpPort } = process;
  if (layout.listens === 'edge') return startupBanner(process);
  const names = layout.hosts.map(({ name }) => name);
  const hosts = names.length === 1 ? `The ${names[0]} service` : `The services ${names.join(', ')}`;
  return `${hosts}: gRPC ${bind}:${grpcPort}, operations http://${bind}:${httpPort}\n`;
}

/** The text that `make run` prints once the network takes calls: the addresses, and example commands. */
export function startupBanner({ bind, grpcPort, httpPort }: Bound): string {
  const host = bind.includes(':') ? `[${bind}]` : bind;
  const grpc = `${host}:${grpcPort}`;
  const http = `http://${host}:${httpPort}`;
  // Not the handles of the README: its example session needs them free.
  const signUp = (handle: string) => `'{"handle":"${handle}","password":"correct horse"}'`;
  return `
Skein is running.
  Page ${http}/
  gRPC ${grpc}
  HTTP ${http}  (/healthz /readyz /metrics)

Try it (each handle can be used once):
  grpcurl -plaintext ${grpc} list
  grpcurl -plaintext -d ${signUp('grace')} ${grpc} skein.user.v1.AuthService/SignUp
  npx buf curl --protocol grpc --http2-prior-knowledge -d ${signUp('alan')} http://${grpc}/skein.user.v1.AuthService/SignUp
  curl -H 'content-type: application/json' -d ${signUp('edsger')} ${http}/skein.user.v1.AuthService/SignUp

Ctrl-C stops it; nothing is lost.
`;
}
