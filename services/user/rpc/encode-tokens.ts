import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { TokensSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import type { Tokens } from '../app/tokens.ts';

export function encodeTokens(tokens: Tokens): MessageInitShape<typeof TokensSchema> {
  const { sessionId, accessToken, accessExpiresAtMs, refreshToken, refreshExpiresAtMs } = tokens;
  return {
    accessToken,
    accessExpireTime: timestampFromMs(accessExpiresAtMs),
    refreshToken,
    refreshExpireTime: timestampFromMs(refreshExpiresAtMs),
    sessionId,
  };
}
