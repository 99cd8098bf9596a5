import { BlockList, isIP, isIPv4 } from 'node:net';
import { ownText } from '../cache/kept.ts';
import { isLoopback, unmapped } from './address.ts';

/** Where each proxy on the way adds the address that it was called from, the last one at the end. */
export const forwardedForHeader = 'x-forwarded-for';

/** The proxies whose word is taken for where a call came from. */
export interface TrustedProxies {
  /**
   * The address of who called, without port: the peer's, or what trusted proxies say of whom they were called by. What
   * stands to the left of the first address that is not trusted may be forged and counts for nothing. Empty, which is
   * nobody's, where a trusted proxy says what is no address, and where a call to another host than this machine comes from it:
   * a proxy on it that is not named, or a page whose name was made to lead here.
   *
   * @param host what the call was sent to, as it says
   */
  clientAddress(peer: string, forwardedFor: string | undefined, host?: string): string;
  /** Whether the address is one of theirs. */
  trusts(address: string): boolean;
}

/**
 * @param networks addresses or `address/prefix`
 * @throws Error that names what is neither
 */
export function trustedProxies(networks: readonly string[]): TrustedProxies {
  const trusted = new BlockList();
  for (const network of networks) add(trusted, network);
  const trusts = (address: string) =>
    isIP(address) !== 0 && trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  return {
    trusts: (address) => trusts(unmapped(address)),
    clientAddress(peer, forwardedFor, host) {
      const address = unmapped(peer);
      if (forwardedFor !== undefined && trusts(address)) return lastUntrusted(forwardedFor, trusts);
      return host !== undefined && isLoopback(address) && !isOwnHost(host) ? '' : address;
    },
  };
}

/** What a caller in this process says of whom it calls for: the whole way is known to it. */
export function vouchedAddress(forwardedFor: string | undefined): string {
  return forwardedFor === undefined ? '' : withoutPort(forwardedFor);
}

function lastUntrusted(forwardedFor: string, trusts: (address: string) => boolean): string {
  let address = '';
  for (const hop of forwardedFor.split(',').reverse()) {
    address = withoutPort(hop);
    if (isIP(address) === 0) return '';
    if (!trusts(address)) break;
  }
  // It is what uses are counted under, and a slice of the header would keep all of it.
  return ownText(address);
}

/** Whether a call's host names this machine to itself: `localhost`, 127.0.0.0/8 and ::1, with or without a port. */
function isOwnHost(host: string): boolean {
  const name = /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::\d+)?$/i.exec(host);
  const plain = name?.[1] ?? name?.[2] ?? '';
  return plain.toLowerCase() === 'localhost' || isLoopback(plain);
}

/** `192.0.2.1:4711` and `[2001:db8::1]:4711`, as some proxies write them, too. */
function withoutPort(hop: string): string {
  const text = hop.trim();
  const [, bracketed, plain] = /^(?:\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/.exec(text) ?? [];
  return unmapped(bracketed ?? plain ?? text);
}

function add(trusted: BlockList, network: string): void {
  const [address = '', prefix, ...rest] = network.split('/');
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  const wrong =
    version === 0 ||
    rest.length > 0 ||
    (prefix !== undefined && !(/^\d+$/.test(prefix) && Number(prefix) <= bits));
  if (wrong) throw new Error(`"${network}" is no address and no network such as 10.0.0.0/8`);
  trusted.addSubnet(address, prefix === undefined ? bits : Number(prefix), version === 4 ? 'ipv4' : 'ipv6');
}
