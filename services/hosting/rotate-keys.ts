import { existsSync } from 'node:fs';
import { openKeyDirectory, publishBeforeSigningMs } from '../../platform/auth/key-directory.ts';
import { systemClock } from '../../platform/clock.ts';
import { productSettings } from '../product/settings.ts';

/**
 * Makes a new signing key in a folder of keys. Running processes find it. It signs when every cache of the published keys has it.
 *
 * @returns what happens when
 * @throws Error where there is no such folder: a wrong name would make a key that nobody uses
 */
export async function rotateKeys(directory: string): Promise<string> {
  if (!existsSync(directory)) throw new Error(`There is no folder ${directory}.`);
  const { accessTokenTtlMs, clockSkewMs } = productSettings.settings;
  const keys = await openKeyDirectory({ directory, clock: systemClock });
  // Until the last token of the longest possible life has expired.
  await keys.rotate({
    publishMs: publishBeforeSigningMs,
    retireAfterMs: accessTokenTtlMs.max + clockSkewMs.max,
  });
  return `${directory} has a new key, which signs in ${publishBeforeSigningMs / 60_000} minutes\n`;
}
