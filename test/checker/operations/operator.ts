import { Code, ConnectError } from '@connectrpc/connect';
import { until } from '../../../platform/testing/until.ts';
import type { Server } from '../server.ts';

/** No name of the checker's people begins like it, so no search finds it. */
const handle = 'qq_operator';
const password = 'correct horse of the operator';

/** Signs up an operator beside the people of the model. */
export async function signUpOperator({ api, grantOperator }: Server): Promise<{ accessToken: string }> {
  await api.auth.signUp({ handle, password });
  // The server's clock may be an hour ahead for a moment: the token of the grant, which is made by the true time, is expired then.
  await until('the operator is granted', () => grantOperator(handle).then(() => true, notYet));
  // A token that is issued now has the role.
  const { tokens } = await api.auth.signIn({ handle, password });
  return { accessToken: tokens!.accessToken };
}

function notYet(reason: unknown): boolean {
  if (ConnectError.from(reason).code === Code.Unauthenticated) return false;
  throw reason;
}
