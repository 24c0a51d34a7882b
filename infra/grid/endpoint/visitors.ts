import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { isLoopback } from '../host.ts';

/** How Docker's containers name the machine that they run on. The suffix is reserved: nobody can register it. */
const DOCKER_SUFFIX = '.docker.internal';

/**
 * Whether a server that listens on `listening` is meant by a request's `Host` header. A web page may give its own name
 * the address of this machine (DNS rebinding), and then speaks to the server as if it were its own: what was called by
 * such a name is refused. An address cannot be rebound, `localhost` and what is below it never leave the machine, and
 * where others may reach the server, names without a dot are those of a private network, such as Docker Compose's.
 */
export function meansThisMachine(host: string | undefined, listening: string): boolean {
  if (host === undefined) return true;
  const name = hostnameOf(`http://${host}`);
  if (name === undefined) return false;
  return (
    isIP(name.replace(/^\[|\]$/g, '')) !== 0 ||
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name.endsWith(DOCKER_SUFFIX) ||
    name === listening.toLowerCase() ||
    (!isLoopback(listening) && !name.includes('.'))
  );
}

/**
 * Whether a web page sent this that the same server did not serve: browsers name it in `Origin`, and no SDK does. The
 * grid asks for no password, so any page that is open in a browser on this machine could otherwise do what its owner may.
 */
export function isFromForeignPage({ origin, host }: IncomingHttpHeaders): boolean {
  return origin !== undefined && origin.toLowerCase() !== `http://${host?.toLowerCase()}`;
}

/** The name in a URL, in lower case and as a browser reads it (`0x7f.1` is an address); `undefined` for what is none. */
function hostnameOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, username, pathname, search, hash } = new URL(url);
  return username === '' && pathname === '/' && search === '' && hash === '' ? hostname.replace(/\.$/, '') : undefined;
}
