import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { type FairQueueKey, fairWorkQueue } from './fair-work-queue.ts';
import { type Argon2Cost, formatPhc, type PhcHash, parsePhc } from './phc.ts';

/**
 * OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB of memory, 2 iterations, 1 degree of parallelism
 * (m=19456, t=2, p=1).
 */
export const OWASP_COST: Argon2Cost = { memoryKib: 19_456, passes: 2, lanes: 1 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Hashes and verifies passwords, with bounded concurrency. */
export interface Passwords {
  /**
   * A PHC string with a fresh salt.
   * @throws DomainError OVERLOADED
   */
  hash(password: string, queueKey?: FairQueueKey): Promise<string>;
  /**
   * Whether the password matches the stored PHC string. Without a stored string (no such handle) it does the same work
   * and answers false, so timing does not reveal which accounts exist.
   *
   * @throws DomainError OVERLOADED; Error when the stored string is damaged
   */
  verify(password: string, stored: string | undefined, queueKey?: FairQueueKey): Promise<boolean>;
  /** True when the stored string was made with other costs. The next sign-in then hashes the password again. */
  isStale(stored: string): boolean;
}

export function passwords({
  cost = OWASP_COST,
  // Two of libuv's four threads; SQLite and the file system use the others.
  concurrency = 2,
  maxWaiting = 40,
}: {
  cost?: Argon2Cost;
  concurrency?: number;
  maxWaiting?: number;
} = {}): Passwords {
  // Measured: a pass over 19 MiB takes 25 ms on one core, and there are two passes.
  const jobMs = (cost.memoryKib / 19_456) * cost.passes * 25;
  const work = fairWorkQueue({ concurrency, maxWaiting, jobMs });
  const nobody: PhcHash = { ...cost, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) };

  return {
    async hash(password, queueKey) {
      const salt = randomBytes(SALT_BYTES);
      const hash = await work.run(() => derive(password, { ...cost, salt }, HASH_BYTES), queueKey);
      return formatPhc({ ...cost, salt, hash });
    },
    async verify(password, stored, queueKey) {
      const expected = stored === undefined ? nobody : parsePhc(stored);
      const actual = await work.run(() => derive(password, expected, expected.hash.length), queueKey);
      return timingSafeEqual(actual, expected.hash) && stored !== undefined;
    },
    isStale(stored) {
      const { memoryKib, passes, lanes } = parsePhc(stored);
      return memoryKib !== cost.memoryKib || passes !== cost.passes || lanes !== cost.lanes;
    },
  };
}

const argon2Async = promisify(argon2);

/** NFKC maps the several ways in which keyboards type one character to one form (NIST SP 800-63B, 5.1.1.2). */
function derive(
  password: string,
  { memoryKib, passes, lanes, salt }: Argon2Cost & { salt: Buffer },
  bytes: number,
) {
  return argon2Async('argon2id', {
    message: Buffer.from(password.normalize('NFKC'), 'utf8'),
    nonce: salt,
    memory: memoryKib,
    passes,
    parallelism: lanes,
    tagLength: bytes,
  });
}
