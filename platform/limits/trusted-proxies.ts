import { BlockList, isIP, isIPv4 } from 'node:net';
import { copyOfText } from '../cache/owned-copy.ts';
import { isLoopback, unmapped } from './address.ts';

/** Each proxy appends the address that it was called from. */
export const forwardedForHeader = 'x-forwarded-for';

/** The proxies whose X-Forwarded-For is believed. */
export interface TrustedProxies {
  /**
   * The client's address without port: the peer's, or the one that trusted proxies report. Anything left of the first
   * untrusted address may be forged and is ignored. Empty when a trusted proxy reports something that is not an
   * address. Also empty for a call from this machine to another host name: it comes from a proxy that is not
   * configured, or from a page whose name was made to resolve to this machine.
   *
   * @param host the Host header of the call
   */
  clientAddress(peer: string, forwardedFor: string | undefined, host?: string): string;
  /** Whether the address is a trusted proxy's. */
  trusts(address: string): boolean;
}

/**
 * @param networks addresses or `address/prefix`
 * @throws Error that names invalid ones
 */
export function trustedProxies(networks: readonly string[]): TrustedProxies {
  const trusted = new BlockList();
  for (const network of networks) add(trusted, network);
  const ownHost = cachingLast(isOwnHost);
  const trusts = (address: string) =>
    isIP(address) !== 0 && trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  return {
    trusts: (address) => trusts(unmapped(address)),
    clientAddress(peer, forwardedFor, host) {
      const address = unmapped(peer);
      if (forwardedFor !== undefined && trusts(address)) return lastUntrusted(forwardedFor, trusts);
      return host !== undefined && isLoopback(address) && !ownHost(host) ? '' : address;
    },
  };
}

/** The client that a caller in this process calls for; every hop is known to this process. */
export function inProcessClientAddress(forwardedFor: string | undefined): string {
  return forwardedFor === undefined ? '' : withoutPort(forwardedFor);
}

function lastUntrusted(forwardedFor: string, trusts: (address: string) => boolean): string {
  let address = '';
  for (const hop of forwardedFor.split(',').reverse()) {
    address = withoutPort(hop);
    if (isIP(address) === 0) return '';
    if (!trusts(address)) break;
  }
  // Limits keep it as a key, and a slice would keep the whole header alive.
  return copyOfText(address);
}

/** Remembers the last answer: most calls name the same host as the call before. */
function cachingLast(decide: (host: string) => boolean): (host: string) => boolean {
  let last = '';
  let decision = decide(last);
  return (host) => {
    if (host !== last) {
      decision = decide(host);
      last = copyOfText(host);
    }
    return decision;
  };
}

/** Whether a Host header names this machine: `localhost`, 127.0.0.0/8 and ::1, with or without a port. */
function isOwnHost(host: string): boolean {
  const name = /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::\d+)?$/i.exec(host);
  const plain = name?.[1] ?? name?.[2] ?? '';
  return plain.toLowerCase() === 'localhost' || isLoopback(plain);
}

/** Some proxies write `192.0.2.1:4711` and `[2001:db8::1]:4711`. */
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
