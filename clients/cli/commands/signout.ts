import { randomUUID } from 'node:crypto';
import { Code, ConnectError } from '@connectrpc/connect';
import { command } from '../command.ts';

export const signout = command({
  name: 'signout',
  usage: '',
  summary: 'end the session and delete it here',
  examples: ['skein signout', 'skein signout --as ada'],
  async run(context) {
    const { credentials, out } = context;
    const session = context.session();
    const { handle } = session.identity();
    try {
      await context.as(session).auth.signOut({ requestId: randomUUID() });
    } catch (error) {
      // A session that is already over counts as signed out.
      if (!(error instanceof ConnectError) || error.code !== Code.Unauthenticated) throw error;
    }
    credentials.forget(handle);
    out.answer({ handle }, `@${handle} is signed out`);
    return undefined;
  },
});
