import type { Server } from '../server.ts';

/** No name of the checker's people begins like it, so no search finds it. */
const handle = 'qq_operator';
const password = 'correct horse of the operator';

/** Signs up an operator beside the people of the model. */
export async function signUpOperator({ api, grantOperator }: Server): Promise<{ accessToken: string }> {
  await api.auth.signUp({ handle, password });
  await grantOperator(handle);
  // A token that is issued now has the role.
  const { tokens } = await api.auth.signIn({ handle, password });
  return { accessToken: tokens!.accessToken };
}
