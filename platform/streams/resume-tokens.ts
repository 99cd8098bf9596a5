import { pageTokens } from '../pages.ts';
import { packResumePoint, type ResumePoint, unpackResumePoint } from './resume-point.ts';

/**
 * Signed positions of streams. `query` names the RPC and everything that decides what the stream sends, above all the
 * reader.
 */
export interface ResumeTokens<Point> {
  seal(query: string, point: Point): string;
  /**
   * The position; undefined for the empty token.
   * @throws DomainError RESUME_TOKEN_INVALID
   */
  open(query: string, token: string): Point | undefined;
}

/** How a position is packed; it must be small, because requests carry tokens. */
export interface PointCodec<Point> {
  pack(point: Point): Uint8Array;
  /** Called only with the output of `pack`. */
  unpack(bytes: Uint8Array): Point;
}

export const listPoints: PointCodec<ResumePoint> = { pack: packResumePoint, unpack: unpackResumePoint };

/** @param secret at least 16 random bytes, the same in every process that serves the stream */
export function resumeTokens<Point>(
  secret: Uint8Array,
  { pack, unpack }: PointCodec<Point>,
): ResumeTokens<Point> {
  const tokens = pageTokens(secret, { reason: 'RESUME_TOKEN_INVALID', field: 'resume_token' });
  return {
    seal: (query, point) => tokens.sealBytes(query, pack(point)),
    open(query, token) {
      const bytes = tokens.openBytes(query, token);
      return bytes && unpack(bytes);
    },
  };
}
