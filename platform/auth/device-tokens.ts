import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a device token proves: somebody signed in to the account on this device while it had this password. */
export interface DeviceGrant {
  readonly userId: string;
  readonly deviceId: string;
  /** The id of the change that set the password. A later password makes the token invalid. */
  readonly passwordId: string;
}

/**
 * Tokens of devices known to an account ("device cookies": OWASP, Slow Down Online Guessing Attacks with Device
 * Cookies). A token grants no access; it gives password attempts for its account a rate limit of their own. No token is
 * stored.
 */
export interface DeviceTokens {
  format(grant: DeviceGrant): string;
  /** Undefined for a malformed or forged token. The comparison takes constant time. */
  parse(token: string): DeviceGrant | undefined;
}

const TOKEN =
  /^skd1\.([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{1,64})\.[A-Za-z0-9_-]{43}$/;

/** @param secret at least 32 random bytes, used for nothing else */
export function deviceTokens(secret: Buffer): DeviceTokens {
  if (secret.length < 32) throw new Error('the device secret needs at least 32 bytes');

  const format = ({ userId, deviceId, passwordId }: DeviceGrant) => {
    const body = `skd1.${userId}.${deviceId}.${passwordId}`;
    const token = `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
    if (!TOKEN.test(token)) throw new Error('an id does not fit a device token');
    return token;
  };

  return {
    format,
    parse(token) {
      const match = TOKEN.exec(token);
      if (!match) return undefined;
      const grant = { userId: match[1]!, deviceId: match[2]!, passwordId: match[3]! };
      // Texts are compared, not decoded bytes: base64url of 32 bytes has spare bits, so several texts decode to the
      // same secret.
      return timingSafeEqual(Buffer.from(token), Buffer.from(format(grant))) ? grant : undefined;
    },
  };
}
