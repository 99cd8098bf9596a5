import type { SignUpResponse } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import type { Tokens } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import type { ServedUser, UserClients } from '../../../test/harness/served-user.ts';

export const PASSWORD = 'correct horse battery';

/** A signed-up person. */
export interface Person extends UserClients {
  readonly id: string;
  readonly handle: string;
  readonly tokens: Tokens;
  readonly answer: SignUpResponse;
}

export async function signedUp(served: ServedUser, handle: string): Promise<Person> {
  const answer = await served.as().auth.signUp({ handle, password: PASSWORD, deviceName: 'phone' });
  const tokens = answer.tokens!;
  return { id: answer.account!.user!.id, handle, tokens, answer, ...served.as(tokens.accessToken) };
}

/** The person on another device. */
export async function signedIn(served: ServedUser, { handle }: Pick<Person, 'handle'>): Promise<Person> {
  const answer = await served.as().auth.signIn({ handle, password: PASSWORD, deviceName: 'laptop' });
  const tokens = answer.tokens!;
  const account = answer.account!;
  return {
    id: account.user!.id,
    handle,
    tokens,
    answer: {
      $typeName: 'skein.user.v1.SignUpResponse',
      account,
      tokens,
      deviceToken: answer.deviceToken,
    },
    ...served.as(tokens.accessToken),
  };
}
