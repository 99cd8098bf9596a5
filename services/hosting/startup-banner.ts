/** What `make run` prints once the network takes calls: the addresses, and lines to try it with as they stand. */
export function startupBanner({
  bind,
  grpcPort,
  httpPort,
}: {
  bind: string;
  grpcPort: number;
  httpPort: number;
}): string {
  const host = bind.includes(':') ? `[${bind}]` : bind;
  const grpc = `${host}:${grpcPort}`;
  const http = `http://${host}:${httpPort}`;
  // None of the README's handles: its session must still find them free.
  const signUp = (handle: string) => `'{"handle":"${handle}","password":"correct horse"}'`;
  return `
Skein is running.
  Page ${http}/
  gRPC ${grpc}
  HTTP ${http}  (/healthz /readyz /metrics)

Try it (a handle is given once):
  grpcurl -plaintext ${grpc} list
  grpcurl -plaintext -d ${signUp('grace')} ${grpc} skein.user.v1.AuthService/SignUp
  npx buf curl --protocol grpc --http2-prior-knowledge -d ${signUp('alan')} http://${grpc}/skein.user.v1.AuthService/SignUp
  curl -H 'content-type: application/json' -d ${signUp('edsger')} ${http}/skein.user.v1.AuthService/SignUp

Ctrl-C stops it; nothing is lost.
`;
}
