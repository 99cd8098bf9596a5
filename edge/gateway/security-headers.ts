import type { ServerResponse } from 'node:http';

/** For what is no page: nothing of it may run, and nobody may frame it. */
const nothing = "default-src 'none'; frame-ancestors 'none'";

/** For pages: scripts and styles of their own server alone, and calls to it alone. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What every answer says; pages say more. */
export function secure(response: ServerResponse): void {
  response.setHeader('content-security-policy', nothing);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-site');
}
