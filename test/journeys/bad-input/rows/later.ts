import type { DescMethod } from '@bufbuild/protobuf';
import { maxRequestBytes } from '../../../../platform/rpc/requests/max-request-bytes.ts';
import type { Cast } from '../../../../services/hosting/examples.ts';
import { type BadRequest, pathOf } from '../../../../services/hosting/examples.ts';

/** RPCs of the contract that are not implemented: they say so to any caller. */
export function later(cast: Cast, methods: readonly DescMethod[]): BadRequest[] {
  return methods.flatMap((method): BadRequest[] => {
    const row = { method, path: pathOf(method) };
    const unimplemented = (wrong: string, as: BadRequest['as']): BadRequest => ({
      ...row,
      wrong,
      request: {},
      as,
      reason: 'UNIMPLEMENTED',
    });
    const rows = [
      unimplemented('not served yet, for nobody', {}),
      unimplemented('not served yet, for a user', cast.as(cast.ada)),
      unimplemented('not served yet, for a service', cast.asService(method)),
    ];
    // A request stream is refused before its first message is read.
    if (method.methodKind === 'client_streaming' || method.methodKind === 'bidi_streaming') return rows;
    return [
      ...rows,
      {
        ...row,
        wrong: 'broken bytes',
        request: new Uint8Array([0x80]),
        as: {},
        reason: 'MESSAGE_MALFORMED',
      },
      {
        ...row,
        wrong: 'a byte too many',
        request: new Uint8Array(maxRequestBytes(method) + 1),
        as: {},
        reason: 'MESSAGE_TOO_LARGE',
      },
    ];
  });
}

/** Unknown paths. */
export function nowhere(cast: Cast): BadRequest[] {
  const paths = [
    '/skein.user.v1.AuthService/signUp',
    '/skein.user.v1.AuthService/Nothing',
    '/skein.user.v2.AuthService/SignUp',
    '/skein.probe.mesh.v1.ProbeService/Unary',
    '/skein.media.mesh.v1.MediaMeshService/ReadMedia',
    '/',
  ];
  return paths.map((path) => ({
    method: undefined,
    path,
    wrong: 'a path that nothing serves',
    request: new Uint8Array(),
    as: cast.as(cast.ada),
    reason: 'UNIMPLEMENTED',
  }));
}
