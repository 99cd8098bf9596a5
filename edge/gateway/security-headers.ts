import type { ServerResponse } from 'node:http';

/** For anything but pages: nothing may run in it or frame it. */
const nothing = "default-src 'none'; frame-ancestors 'none'";

/** For pages: scripts, styles and calls of their own server only. */
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

/** The headers of every response; pages add more. */
export function secure(response: ServerResponse): void {
  response.setHeader('content-security-policy', nothing);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-site');
}
