import { BlockList, isIP, isIPv6 } from 'node:net';

/** Where servers listen unless it is said: nobody but this machine reaches them. */
export const LOOPBACK = '127.0.0.1';

/** Addresses that mean every interface; on this machine they are reached by the loopback. */
const EVERYWHERE = new Set(['0.0.0.0', '::', '::0']);

const LOOPBACKS = new BlockList();
LOOPBACKS.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACKS.addAddress('::1', 'ipv6');

/** The URL by which this machine reaches a server that listens on `host`. */
export function urlOf(host: string, port: number): string {
  const reached = EVERYWHERE.has(host) ? LOOPBACK : host;
  return `http://${isIPv6(reached) ? `[${reached}]` : reached}:${port}`;
}

/** What the operator must know of a host that others may reach; `undefined` for the loopback. */
export function warningOf(host: string): string | undefined {
  if (isLoopback(host)) return undefined;
  return `Listening on ${host}: whoever reaches this machine may use the AWS APIs as its owner, without any password.`;
}

/** Whether nobody but this machine reaches a server that listens on `host`. */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  return host === 'localhost' || (family !== 0 && LOOPBACKS.check(host, family === 6 ? 'ipv6' : 'ipv4'));
}
