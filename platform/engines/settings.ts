import { isIP } from 'node:net';
import { group } from '../config.ts';

/** Connection settings that all engines of the cluster profile share. */
export const engineSettings = group({
  insecureLoopback: {
    env: 'SKEIN_INSECURE_LOOPBACK',
    type: 'bool',
    default: false,
    doc: 'Connects to engines on loopback addresses without TLS and credentials; engines on other addresses always need both.',
  },
});

type AllGroups = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** An engine whose settings begin with `env`, such as `SKEIN_REDIS`. */
interface SignInOptions {
  readonly env: string;
  /** The engine's own name. */
  readonly engine: string;
  /** What the engine calls an account. */
  readonly account: 'account' | 'role' | 'user';
  /** The default account. Default: skein. */
  readonly user?: string;
  /** How the process signs in, if there are several ways. */
  readonly signIn?: string;
}

/** The settings by which a process signs in to an engine: `_USER`, `_PASSWORD`, and `_CA_FILE` to verify the engine. */
export function accessSettings({ env, engine, account, user = 'skein', signIn }: SignInOptions) {
  const how = signIn === undefined ? '' : ` (${signIn})`;
  return {
    user: {
      env: `${env}_USER`,
      type: 'string',
      default: user,
      doc: `The ${account} to sign in as${how}.`,
    },
    password: { env: `${env}_PASSWORD`, type: 'secret', doc: `The password of the ${account}.` },
    caFile: {
      env: `${env}_CA_FILE`,
      type: 'string',
      default: '',
      doc: `The certificate authorities that sign the certificate of ${engine}, as PEM; empty for the authorities that Node.js trusts.`,
    },
  } as const;
}

/** An engine's access as the check of a settings group sees it. */
interface EngineAccess extends Pick<SignInOptions, 'env'> {
  /** The rest of the name of the setting that lists the addresses. */
  readonly list: string;
  /** What an address belongs to. */
  readonly noun: string;
  /** `host:port` each. */
  readonly addresses: readonly string[];
  readonly password: object | undefined;
}

/** The problems of an engine's addresses and credentials. `all` must hold `engineSettings` as `engines`. */
export function accessProblems(access: EngineAccess, all: AllGroups): string[] {
  const { env, noun, addresses, password } = access;
  const list = `${env}_${access.list}`;
  const problems = addresses.length === 0 ? [`${list} names no ${noun}.`] : [];
  const malformed = addresses
    .filter((address) => !/^(\[[0-9a-f:]+\]|[^:\s]+):\d{1,5}$/i.test(address))
    .map((address) => `${list} must list host:port, not "${address}".`);
  problems.push(...malformed);
  if (all.engines?.insecureLoopback === true) {
    const far = addresses.filter((address) => !isLoopback(hostOf(address)));
    problems.push(
      ...far.map(
        (address) => `SKEIN_INSECURE_LOOPBACK is for loopback addresses only: ${list} names ${address}.`,
      ),
    );
  } else if (all.process?.profile === 'cluster' && password === undefined) {
    problems.push(`${env}_PASSWORD must be set, or SKEIN_INSECURE_LOOPBACK for engines on this machine.`);
  }
  return problems;
}

export function hostOf(address: string): string {
  return address.slice(0, address.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1');
}

export function portOf(address: string): number {
  return Number(address.slice(address.lastIndexOf(':') + 1));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
