import { Role } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { enumNames } from '../../../platform/enum-names.ts';
import { command } from '../command.ts';
import { usageFault } from '../fault.ts';
import { asLocalAdmin } from '../local-admin.ts';
import { plainHandle } from '../people.ts';

const roles = enumNames(Role);

export const grant = command({
  name: 'grant',
  usage: 'HANDLE operator|moderator|user',
  summary: "set a person's role; only on the network's machine, as the user who runs the network",
  examples: ['skein grant ada operator', 'SKEIN_DATA_DIR=/var/lib/skein skein grant ada user'],
  words: [2, 2],
  async run(context, [word, name]) {
    const role = roles.parse(name!);
    if (role === undefined) throw usageFault(`${name} is no role: operator, moderator or user`);
    const handle = plainHandle(word!);
    const { userId } = await asLocalAdmin(context, (users) => users.setRole({ handle, role }));
    // Other processes see the role within a heartbeat, and immediately with a new token.
    if (context.credentials.find(handle) !== undefined) await context.session(handle).renew();
    context.out.answer({ handle, userId, role: name! }, `@${handle} is ${name} now`);
    return undefined;
  },
});
