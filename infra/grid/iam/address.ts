import { BlockList, isIP, isIPv6 } from 'node:net';
import type { Matcher } from './wildcard.ts';

/**
 * A matcher for an address or a network in CIDR notation, of either family.
 * @throws a plain Error for what is neither.
 */
export function inNetwork(network: string): Matcher {
  const [address = '', bits] = network.split('/');
  const list = new BlockList();
  try {
    list.addSubnet(address, Number(bits ?? (isIPv6(address) ? 128 : 32)), familyOf(address));
  } catch (cause) {
    throw new Error(`"${network}" in a policy is neither an address nor a network`, { cause });
  }
  return (value) => isIP(value) !== 0 && list.check(value, familyOf(value));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
