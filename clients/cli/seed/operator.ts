import { randomBytes } from 'node:crypto';
import { Code, ConnectError } from '@connectrpc/connect';
import { Role } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { type Api, apiOf } from '../api.ts';
import type { Context } from '../command.ts';
import { exitCodes, Fault } from '../fault.ts';
import { asLocalAdmin, dataDirectory, isLocalAdmin } from '../local-admin.ts';
import { identityOf, type Session } from '../session.ts';

/** The handle prefix of accounts that seed creates for itself. */
const ownPrefix = 'seeder_';
/** The key of its stored session; handles cannot contain a plus. */
const ownKey = '+seeder';

/**
 * An operator's calls: those of the signed-in user if they are an operator; otherwise, on the network's machine, those
 * of an account created for it with a random password. Operators on the machine have no sign-up limits.
 *
 * @throws Fault when neither is possible
 */
export async function operatorOf(context: Context): Promise<Api> {
  const { credentials, stranger, env } = context;
  if (credentials.find() !== undefined) {
    const own = await ifOperator(context, context.session());
    if (own !== undefined) return own;
  }
  const kept = credentials.find(ownKey);
  if (kept !== undefined) {
    const own = await ifOperator(context, context.session(ownKey));
    if (own !== undefined) return own;
  }
  const dataDir = dataDirectory(env);
  if (!isLocalAdmin(dataDir)) {
    throw new Fault(
      'seeding needs an operator: run it on the network’s machine with SKEIN_DATA_DIR as there, or sign in as one',
      exitCodes.notAllowed,
    );
  }
  const handle = `${ownPrefix}${randomBytes(4).toString('hex')}`;
  const password = randomBytes(32).toString('base64url');
  const { account, tokens } = await stranger.auth.signUp({
    handle,
    password,
    deviceName: 'skein seed',
    requestId: handle,
  });
  await asLocalAdmin(context, (users) => users.setRole({ handle, role: Role.OPERATOR }));
  credentials.keep({ ...identityOf(account!, tokens!), handle: ownKey }, false);
  return renewed(context, context.session(ownKey));
}

/** A token with the current role. */
async function renewed({ calls, signal }: Context, session: Session): Promise<Api> {
  await session.renew();
  return apiOf(calls, signal, session.token);
}

async function ifOperator(context: Context, session: Session): Promise<Api | undefined> {
  try {
    const { account } = await context.as(session).users.getAccount({});
    return account!.role === Role.OPERATOR ? await renewed(context, session) : undefined;
  } catch (error) {
    if (error instanceof ConnectError && error.code === Code.Unauthenticated) return undefined;
    throw error;
  }
}
