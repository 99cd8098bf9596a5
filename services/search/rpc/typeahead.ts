import {
  CompletionKind,
  CompletionSchema,
  TypeaheadResponseSchema,
} from '../../../gen/ts/skein/search/v1/search_service_pb.ts';
import { callerOf } from '../../../platform/auth/caller.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { type Field, fieldNumbers, joinFields } from '../../../platform/rpc/fields.ts';
import type { RpcContext, SearchHandlers } from './context.ts';

const { completions } = fieldNumbers(TypeaheadResponseSchema);
const completion = fieldNumbers(CompletionSchema);
const defaultLimit = 10;

export function typeahead({ app }: RpcContext): Pick<SearchHandlers, 'typeahead'> {
  return {
    async typeahead({ prefix, limit, kinds }, context) {
      const wants = (kind: CompletionKind) => kinds.length === 0 || kinds.includes(kind);
      const { people, hashtags } = await app.typeahead({
        prefix,
        viewerId: callerOf(context).userId,
        limit: limit || defaultLimit,
        people: wants(CompletionKind.USER),
        hashtags: wants(CompletionKind.HASHTAG),
      });
      const values: Field[] = [
        ...people.map((user): Field => [completion.user, user]),
        ...hashtags.map((tag): Field => [completion.hashtag, Buffer.from(tag)]),
      ];
      const answer = joinFields(values.map((value): Field => [completions, joinFields([value])]));
      return encoded(TypeaheadResponseSchema, answer);
    },
  };
}
