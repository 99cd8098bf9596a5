/** The argon2id parameters that a PHC string stores beside the hash. */
export interface Argon2Cost {
  /** Memory in KiB. */
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

export interface PhcHash extends Argon2Cost {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** The PHC string of an argon2id hash (github.com/P-H-C/phc-string-format). */
export function formatPhc({ memoryKib, passes, lanes, salt, hash }: PhcHash): string {
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${base64(salt)}$${base64(hash)}`;
}

/** @throws Error for anything but a PHC string of argon2id with sane costs. */
export function parsePhc(text: string): PhcHash {
  const match = PHC.exec(text);
  if (!match) throw new Error('a stored password is not an argon2id PHC string');
  const [memoryKib, passes, lanes] = match.slice(1, 4).map(Number) as [number, number, number];
  // A damaged row must not cost gigabytes. 256 MiB is five times the highest recommended cost.
  if (memoryKib > 262_144 || memoryKib < 8 * lanes || passes < 1 || lanes < 1) {
    throw new Error('a stored password has costs out of bounds');
  }
  return {
    memoryKib,
    passes,
    lanes,
    salt: Buffer.from(match[4]!, 'base64'),
    hash: Buffer.from(match[5]!, 'base64'),
  };
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
