import { AccountSchema, RoleSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { command } from '../command.ts';
import { personLine } from '../render.ts';

export const whoami = command({
  name: 'whoami',
  usage: '',
  summary: 'who is signed in, with id and role',
  examples: ['skein whoami --json'],
  async run(context) {
    const { account } = await context.as(context.session()).users.getAccount({});
    const user = account!.user!;
    const role = RoleSchema.value[account!.role]!.localName.toLowerCase();
    context.out.message(AccountSchema, account!, `${personLine(user)}, id ${user.id}, role ${role}`);
    return undefined;
  },
});
