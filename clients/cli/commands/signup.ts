import { randomUUID } from 'node:crypto';
import { AccountSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { command } from '../command.ts';
import { plainHandle } from '../people.ts';
import { readPassword } from '../prompt.ts';
import { identityOf } from '../session.ts';

export const signup = command({
  name: 'signup',
  usage: 'HANDLE',
  summary: 'create an account and sign in; reads the password from the terminal or standard input',
  examples: ['skein signup ada', "echo 'correct horse' | skein signup ada --name 'Ada Lovelace'"],
  options: { name: { type: 'string' }, email: { type: 'string' }, region: { type: 'string' } },
  optionDocs: {
    name: 'the name to show',
    email: 'an address for mails',
    region: 'two letters, such as GB',
  },
  words: [1, 1],
  async run({ stranger, credentials, out, signal }, [word], { name, email, region }) {
    const { account, tokens, deviceToken } = await stranger.auth.signUp({
      handle: plainHandle(word!),
      password: await readPassword(signal),
      displayName: (name as string | undefined) ?? '',
      email: (email as string | undefined) ?? '',
      region: (region as string | undefined) ?? '',
      deviceName: 'skein',
      requestId: randomUUID(),
    });
    const identity = identityOf(account!, tokens!);
    credentials.keepDeviceToken(identity.handle, deviceToken);
    credentials.keep(identity, true);
    out.message(AccountSchema, account!, `signed up and in as @${identity.handle}, id ${identity.userId}`);
    return undefined;
  },
});
