import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a refresh token identifies. */
export interface RefreshGrant {
  readonly sessionId: string;
  /** Counts the rotations of the session, from 0. */
  readonly generation: number;
}

/**
 * Opaque refresh tokens. A token is derived from session, generation and the deployment's secret, so a repeated
 * rotation gives the same successor and no token is stored.
 */
export interface RefreshTokens {
  format(grant: RefreshGrant): string;
  /** Undefined for a malformed or forged token. The comparison takes constant time. */
  parse(token: string): RefreshGrant | undefined;
}

const TOKEN = /^skr1\.([A-Za-z0-9_-]{1,64})\.(0|[1-9]\d{0,14})\.([A-Za-z0-9_-]{43})$/;

/** @param secret at least 32 random bytes, used for nothing else */
export function refreshTokens(secret: Buffer): RefreshTokens {
  if (secret.length < 32) throw new Error('the refresh secret needs at least 32 bytes');

  const format = ({ sessionId, generation }: RefreshGrant) => {
    const mac = createHmac('sha256', secret).update(`skein.refresh.1\0${sessionId}\0${generation}`);
    const token = `skr1.${sessionId}.${generation}.${mac.digest('base64url')}`;
    if (!TOKEN.test(token)) throw new Error('the session id or generation does not fit a refresh token');
    return token;
  };

  return {
    format,
    parse(token) {
      const match = TOKEN.exec(token);
      if (!match) return undefined;
      const grant = { sessionId: match[1]!, generation: Number(match[2]) };
      // Texts are compared, not decoded bytes: base64url of 32 bytes has spare bits, so several texts decode to the
      // same secret.
      return timingSafeEqual(Buffer.from(token), Buffer.from(format(grant))) ? grant : undefined;
    },
  };
}
