import { randomBytes } from 'node:crypto';
import { Code, ConnectError } from '@connectrpc/connect';
import { Role } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { type Api, apiOf } from '../api.ts';
import type { Context } from '../command.ts';
import { exitCodes, Fault } from '../fault.ts';
import { asLocalAdmin, dataDirectory, isLocalAdmin } from '../local-admin.ts';
import { identityOf, type Session } from '../session.ts';

/** What the handles of accounts begin with that seed made for themselves. */
const ownPrefix = 'seeder_';
/** What its session is kept under: no handle has a plus. */
const ownKey = '+seeder';

/**
 * An operator's calls: of who is signed in if he is one; else, on the network's machine, of an account that is made for
 * it, whose password nobody knows. Operators on the machine are not held by limits of sign-ups.
 *
 * @throws Fault when there is neither
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

/** A token with the role that holds now. */
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
