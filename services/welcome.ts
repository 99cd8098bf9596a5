/** What `make run` prints once the network takes calls: the addresses, and lines to try it with as they stand. */
export function welcome({
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
  const signUp = `'{"handle":"ada","password":"correct horse"}'`;
  return `
Skein is running.
  gRPC ${grpc}
  HTTP ${http}  (/healthz /readyz /metrics)

Try it:
  grpcurl -plaintext ${grpc} list
  grpcurl -plaintext -d ${signUp} ${grpc} skein.user.v1.AuthService/SignUp
  npx buf curl --protocol grpc --http2-prior-knowledge -d ${signUp} ${http.replace(`:${httpPort}`, `:${grpcPort}`)}/skein.user.v1.AuthService/SignUp
  curl -H 'content-type: application/json' -d ${signUp} ${http}/skein.user.v1.AuthService/SignUp

Ctrl-C stops it; nothing is lost.
`;
}
