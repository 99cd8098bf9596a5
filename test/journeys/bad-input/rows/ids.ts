import { Access } from '../../../../gen/ts/skein/options/v1/options_pb.ts';
import { accessOf } from '../../../../platform/auth/access.ts';
import type { Cast, Good } from '../../../../services/hosting/examples.ts';
import { type BadRequest, pathOf } from '../../../../services/hosting/examples.ts';
import { rightCaller } from './everywhere.ts';

/** Texts that identify nothing. */
const ofNothing = (real: string) => [
  '1000000000000000000',
  '9223372036854775807',
  '99999999999999999999',
  '-1',
  '0',
  'nope',
  "' OR 1=1 --",
  '%',
  `${real}\0`,
  `${real}\n`,
  ` ${real}`,
  `0${real}`,
  `${real}.0`,
  '１００００００００００００００００００',
  '🙂',
];

/** Every RPC about a user or a post, with ids of nothing. */
export function unknownIds(cast: Cast, good: readonly Good[]): BadRequest[] {
  const kinds = [
    {
      name: 'userId',
      field: 'user_id',
      reason: 'USER_NOT_FOUND',
      gone: { 'a deactivated account': cast.dora.userId },
    },
    {
      name: 'postId',
      field: 'post_id',
      reason: 'POST_NOT_FOUND',
      gone: { 'a deleted post': cast.posts.deleted, "a deactivated account's post": cast.posts.dora },
    },
  ] as const;
  return good.flatMap((one) => {
    const { method, request } = one;
    // Services get empty results: an unknown id has nothing.
    if (accessOf(method) === Access.SERVICE) return [];
    return kinds.flatMap(({ name, field, reason, gone }): BadRequest[] => {
      const real = request[name];
      if (typeof real !== 'string') return [];
      const about = (wrong: string, id: string): BadRequest => ({
        method,
        path: pathOf(method),
        wrong,
        request: { ...request, [name]: id },
        as: rightCaller(cast, one),
        reason,
        field,
      });
      return [
        ...ofNothing(real).map((id) => about(`the id ${JSON.stringify(id)} of nothing`, id)),
        // DeletePost is for the author or a moderator: a deactivated account's post still belongs to somebody else.
        ...(method.name === 'DeletePost' ? [] : Object.entries(gone).map(([wrong, id]) => about(wrong, id))),
      ];
    });
  });
}
