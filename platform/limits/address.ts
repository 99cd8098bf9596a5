import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { sieveCache } from '../cache/sieve-cache.ts';

const loopback = new BlockList();
loopback.addAddress('::1', 'ipv6');

export const networkBytes = 2 << 20;

/** A cache of /64 prefixes: every call needs one, and parsing takes microseconds. */
const networks = sieveCache<string>({ maxBytes: networkBytes });

/** Whether the peer is this machine; an IPv4 address may be written as IPv6. False for an unknown address. */
export function isLoopback(address: string): boolean {
  const plain = unmapped(address);
  // Every call asks several times. The text shows 127.0.0.0/8 in half the time that BlockList takes.
  if (isIPv4(plain)) return plain.startsWith('127.');
  return plain === '::1' || (isIPv6(plain) && loopback.check(plain, 'ipv6'));
}

/**
 * The key that a network peer's calls are counted under: an IPv4 address, or the /64 of an IPv6 address, because one
 * connection is assigned all of it.
 */
export function addressKey(address: string): string {
  const plain = unmapped(address);
  if (!isIPv6(plain)) return plain;
  let key = networks.get(plain);
  if (key === undefined) {
    key = `${groupsOf(plain).slice(0, 4).join(':')}::/64`;
    networks.set(plain, key);
  }
  return key;
}

/** An IPv4 address that is written as IPv6, in IPv4 form. */
export function unmapped(address: string): string {
  if (!address.startsWith('::')) return address;
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

/** The eight groups of an IPv6 address, `::` expanded. URL's parser normalizes it first. */
function groupsOf(address: string): string[] {
  const [withoutZone] = address.split('%');
  const canonical = new URL(`http://[${withoutZone}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
}
