import { hash } from 'node:crypto';

const blockBytes = 64;

/**
 * HMAC-SHA-256 (RFC 2104) for many short messages under one key: two one-shot hashes take 1 us, where an Hmac object
 * takes 3 and leaves the collector a native handle.
 */
export function hmacSha256(key: Uint8Array): (message: Uint8Array) => Buffer {
  const block = Buffer.alloc(blockBytes);
  block.set(key.length > blockBytes ? hash('sha256', key, 'buffer') : key);
  const inner = block.map((byte) => byte ^ 0x36);
  const outer = block.map((byte) => byte ^ 0x5c);
  // As text: one-shot hashes give it in a third of the time that a Buffer takes.
  const sha256 = (...parts: Uint8Array[]) => Buffer.from(hash('sha256', Buffer.concat(parts), 'hex'), 'hex');
  return (message) => sha256(outer, sha256(inner, message));
}
