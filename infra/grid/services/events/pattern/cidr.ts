import { BlockList, isIP } from 'node:net';
import { invalid } from './invalid.ts';

/** Compiles `10.0.0.0/24` or `2001:db8::/32` to a test of a field's address. */
export function cidr(expression: string): (value: unknown) => boolean {
  const [address = '', bits = '', ...rest] = expression.split('/');
  if (rest.length > 0 || !expression.includes('/')) return invalid("Malformed CIDR, one '/' required");
  if (!/^-?\d+$/.test(bits)) return invalid('Malformed CIDR, mask bits must be an integer');
  const family = isIP(address);
  if (family === 0) return invalid(`Nonstandard IP address: ${address}`);
  const mask = Number(bits);
  if (mask < 0) return invalid('Malformed CIDR, mask bits must not be negative');
  if (family === 4 && mask > 31) return invalid('IPv4 mask bits must be < 32');
  if (family === 6 && mask > 127) return invalid('IPv6 mask bits must be < 128');
  return inSubnet(address, mask);
}

/** An exact address in a pattern equals every way of writing that address (`::1`, `0:0:0:0:0:0:0:1`); else `undefined`. */
export function sameAddress(address: string): ((value: unknown) => boolean) | undefined {
  const family = isIP(address);
  return family === 0 ? undefined : inSubnet(address, family === 4 ? 32 : 128);
}

function inSubnet(address: string, mask: number): (value: unknown) => boolean {
  const subnet = new BlockList();
  subnet.addSubnet(address, mask, isIP(address) === 4 ? 'ipv4' : 'ipv6');
  return (value) => {
    const family = typeof value === 'string' ? isIP(value) : 0;
    return family !== 0 && subnet.check(value as string, family === 4 ? 'ipv4' : 'ipv6');
  };
}
