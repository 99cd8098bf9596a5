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

/** An engine's access as the check of a settings group sees it. */
export interface EngineAccess {
  /** The setting that names the addresses. */
  readonly env: string;
  /** `host:port` each. */
  readonly addresses: readonly string[];
  /** The password's setting, and whether it is given. */
  readonly password: { readonly env: string; readonly given: boolean };
}

/** The problems of an engine's addresses and credentials. `all` must hold `engineSettings` as `engines`. */
export function accessProblems({ env, addresses, password }: EngineAccess, all: AllGroups): string[] {
  const problems = addresses
    .filter((address) => !/^(\[[0-9a-f:]+\]|[^:\s]+):\d{1,5}$/i.test(address))
    .map((address) => `${env} must list host:port, not "${address}".`);
  if (all.engines?.insecureLoopback === true) {
    const far = addresses.filter((address) => !isLoopback(hostOf(address)));
    problems.push(
      ...far.map(
        (address) => `SKEIN_INSECURE_LOOPBACK is for loopback addresses only: ${env} names ${address}.`,
      ),
    );
  } else if (all.process?.profile === 'cluster' && !password.given) {
    problems.push(`${password.env} must be set, or SKEIN_INSECURE_LOOPBACK for engines on this machine.`);
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
