import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createPrivateFile, readPrivateFile } from './private-file.ts';

/** 256 bits, the strength of the HMAC-SHA256 keys that secrets are used as. */
const SECRET_MIN_BYTES = 32;

/**
 * A secret of this deployment by its name, such as `page-tokens` or `refresh-tokens`. A name always gives the same
 * bytes.
 */
export type Secrets = (name: string) => Buffer;

/**
 * Secrets of the embedded profile: `<name>.secret` in a directory of the data, created at random on first use, readable
 * by the owner only.
 */
export function directorySecrets(directory: string): Secrets {
  const known = new Map<string, Buffer>();
  return (name) => {
    let secret = known.get(name);
    if (!secret) {
      if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error(`"${name}" can't name a secret`);
      const path = join(directory, `${name}.secret`);
      if (!existsSync(path))
        createPrivateFile(path, `${randomBytes(SECRET_MIN_BYTES).toString('base64url')}\n`);
      secret = parseSecret(path, readPrivateFile(path).trim());
      known.set(name, secret);
    }
    return secret;
  };
}

/**
 * Secrets of the cluster profile, given by name as base64 or base64url text. None is generated.
 *
 * @throws Error at once for a text that is too short, and for a name that was not given.
 */
export function givenSecrets(texts: Readonly<Record<string, string>>): Secrets {
  const known = new Map(Object.entries(texts).map(([name, text]) => [name, parseSecret(name, text)]));
  return (name) => {
    const secret = known.get(name);
    if (!secret) throw new Error(`the secret ${name} is not set`);
    return secret;
  };
}

/** @throws Error that names `source` but never shows the text. */
function parseSecret(source: string, text: string): Buffer {
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) throw new Error(`the secret ${source} is not base64`);
  const secret = Buffer.from(text, 'base64url');
  if (secret.length < SECRET_MIN_BYTES) {
    throw new Error(`the secret ${source} has ${secret.length} bytes: it needs at least ${SECRET_MIN_BYTES}`);
  }
  // A repeated letter is long but worthless. 32 random bytes contain 30 different values on average.
  if (new Set(secret).size < 12) throw new Error(`the secret ${source} is not random`);
  return secret;
}
