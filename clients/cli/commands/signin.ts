import { AccountSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { command } from '../command.ts';
import { plainHandle } from '../people.ts';
import { readPassword } from '../prompt.ts';
import { identityOf } from '../session.ts';

export const signin = command({
  name: 'signin',
  usage: 'HANDLE',
  summary: 'sign in; later commands act as this person',
  examples: ['skein signin ada', "echo 'correct horse' | skein signin ada"],
  words: [1, 1],
  async run({ stranger, credentials, out, signal }, [word]) {
    const handle = plainHandle(word!);
    const { account, tokens, restored, deviceToken } = await stranger.auth.signIn({
      handle,
      password: await readPassword(signal),
      deviceName: 'skein',
      deviceToken: credentials.deviceToken(handle),
    });
    const identity = identityOf(account!, tokens!);
    credentials.keepDeviceToken(identity.handle, deviceToken);
    credentials.keep(identity, true);
    out.message(
      AccountSchema,
      account!,
      `signed in as @${identity.handle}, id ${identity.userId}${restored ? '; the account is back' : ''}`,
    );
    return undefined;
  },
});
