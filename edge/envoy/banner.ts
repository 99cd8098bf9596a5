/** The text that is printed once the edge takes calls. */
export function edgeBanner(
  { url, port, admin }: { url: string; port: number; admin: string },
  certificate: string,
): string {
  return `
The edge is running: HTTP/JSON, gRPC, gRPC-Web, Connect, WebSocket and the page over TLS.
  Page  ${url}/
  Admin ${admin}  (/stats/prometheus /config_dump)

Try it:
  curl --cacert ${certificate} -d '{"handle":"barbara","password":"correct horse"}' ${url}/v1/auth:signUp
  curl --cacert ${certificate} ${url}/v1/handles/barbara
  grpcurl -cacert ${certificate} -d '{"handle":"barbara"}' localhost:${port} skein.user.v1.UserService/GetUser
`;
}
