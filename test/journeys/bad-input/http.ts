import { UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import type { Cast } from '../../../services/hosting/examples.ts';

interface HttpRow {
  readonly wrong: string;
  readonly path: string;
  readonly init: RequestInit;
  readonly status: number;
  /** The Connect code; absent where the response is not a Connect error. */
  readonly code?: string;
}

const json = { 'content-type': 'application/json' };

function rows(cast: Cast): HttpRow[] {
  const signIn = '/skein.user.v1.AuthService/SignIn';
  const createPost = '/skein.post.v1.PostService/CreatePost';
  const getUser = '/skein.user.v1.UserService/GetUser';
  const post = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = json,
  ): RequestInit => ({ method: 'POST', headers, body });
  const invalid = { status: 400, code: 'invalid_argument' };
  const signedIn = { ...json, ...cast.as(cast.ada) };
  return [
    { wrong: 'malformed JSON', path: signIn, init: post('{"handle":'), ...invalid },
    { wrong: 'no JSON at all', path: signIn, init: post('handle=ada'), ...invalid },
    { wrong: 'an array for a message', path: signIn, init: post('[]'), ...invalid },
    { wrong: 'a number for a text', path: signIn, init: post('{"handle":1}'), ...invalid },
    {
      wrong: 'an unknown field, which is ignored as in binary',
      path: signIn,
      init: post('{"handle":"ada","password":"x","nothing":1}'),
      status: 401,
      code: 'unauthenticated',
    },
    {
      wrong: 'an unknown field beside a bad text',
      path: createPost,
      init: post('{"text":"","nothing":1}', signedIn),
      ...invalid,
    },
    { wrong: 'broken UTF-8', path: signIn, init: post(new Uint8Array([0x22, 0xff, 0x22])), ...invalid },
    { wrong: 'a missing field', path: signIn, init: post('{}'), ...invalid },
    {
      wrong: 'a page size as a fraction',
      path: '/skein.timeline.v1.TimelineService/ListHomeTimeline',
      init: post('{"pageSize":1.5}', signedIn),
      ...invalid,
    },
    {
      wrong: 'a page size over 32 bits',
      path: '/skein.timeline.v1.TimelineService/ListHomeTimeline',
      init: post('{"pageSize":4294967296}', signedIn),
      ...invalid,
    },
    {
      wrong: 'broken protobuf',
      path: signIn,
      init: post(new Uint8Array([0x0a, 0x7f]), { 'content-type': 'application/proto' }),
      ...invalid,
    },
    {
      wrong: 'a body of 5 MiB',
      path: createPost,
      init: post(JSON.stringify({ text: 'x'.repeat(5 << 20) }), signedIn),
      status: 429,
      code: 'resource_exhausted',
    },
    {
      wrong: 'a wrong content type',
      path: signIn,
      init: post('{}', { 'content-type': 'text/plain' }),
      status: 415,
    },
    { wrong: 'no content type', path: signIn, init: post(new Uint8Array([123, 125]), {}), status: 415 },
    {
      wrong: 'a GET of a write',
      path: `${createPost}?message=%7B%7D&encoding=json`,
      init: { headers: cast.as(cast.ada) },
      status: 405,
    },
    { wrong: 'a PUT', path: getUser, init: { method: 'PUT', headers: json, body: '{}' }, status: 405 },
    {
      wrong: 'a GET of a read with malformed JSON',
      path: `${getUser}?message=%7B&encoding=json&connect=v1`,
      init: {},
      ...invalid,
    },
    {
      wrong: 'a GET of a read with malformed base64',
      path: `${getUser}?message=%25%25&base64=1&encoding=json&connect=v1`,
      init: {},
      ...invalid,
    },
    { wrong: 'nobody', path: createPost, init: post('{"text":"a"}'), status: 401, code: 'unauthenticated' },
    {
      wrong: 'a forged token',
      path: createPost,
      init: post('{"text":"a"}', { ...json, authorization: 'Bearer a.b.c' }),
      status: 401,
      code: 'unauthenticated',
    },
    {
      wrong: 'an RPC of the mesh, by a service',
      path: '/skein.user.mesh.v1.UserMeshService/GetSigningKeys',
      init: post('{}', { ...json, ...cast.asService(UserMeshService.method.getSigningKeys) }),
      status: 501,
      code: 'unimplemented',
    },
    {
      wrong: 'an RPC that is served later',
      path: '/skein.trend.v1.TrendService/ListTrends',
      init: post('{}'),
      status: 501,
      code: 'unimplemented',
    },
    {
      wrong: 'an unknown compression',
      path: signIn,
      init: post('{}', { ...json, 'content-encoding': 'nonsense' }),
      status: 501,
      code: 'unimplemented',
    },
    {
      wrong: 'bytes that do not decompress',
      path: signIn,
      init: post('{}', { ...json, 'content-encoding': 'gzip' }),
      ...invalid,
    },
    {
      wrong: 'a deadline that is no number',
      path: signIn,
      init: post('{}', { ...json, 'connect-timeout-ms': 'soon' }),
      ...invalid,
    },
    {
      wrong: 'an unknown person',
      path: getUser,
      init: post('{"userId":"nope"}'),
      status: 404,
      code: 'not_found',
    },
  ];
}

/** Sends every row and gives the wrong responses. */
export async function httpRows(url: string, cast: Cast): Promise<string[]> {
  const faults: string[] = [];
  for (const { wrong, path, init, status, code } of rows(cast)) {
    const answer = await fetch(`${url}${path}`, init);
    const text = await answer.text();
    const found = answer.headers.get('content-type')?.startsWith('application/json')
      ? (JSON.parse(text) as { code?: string; details?: { type: string }[] })
      : {};
    const reasons = found.details?.filter(({ type }) => type === 'google.rpc.ErrorInfo').length ?? 0;
    if (answer.status !== status || found.code !== code || (code !== undefined && reasons !== 1)) {
      faults.push(`${wrong}: ${answer.status} ${text.slice(0, 300)}`);
    }
  }
  return faults;
}
