import { createSocket, type Socket } from 'node:dgram';

/** What goes before each document on its way to the daemon; see AWS's X-Ray developer guide, "Sending trace data". */
const HEADER = '{"format":"json","version":1}\n';

let daemon: Promise<Socket | undefined> | undefined;

/**
 * Hands a segment document to the X-Ray daemon that Lambda runs beside a function (`AWS_XRAY_DAEMON_ADDRESS`). Where there
 * is none, or it does not listen, the document is lost and nothing else: a trace must never fail the work it tells of.
 */
export async function sendToDaemon(document: unknown): Promise<void> {
  daemon ??= connect(process.env.AWS_XRAY_DAEMON_ADDRESS);
  const socket = await daemon;
  if (socket) await new Promise<void>((sent) => socket.send(`${HEADER}${JSON.stringify(document)}`, () => sent()));
}

/** A connected socket looks up no address and makes no call but the one that sends. */
function connect(address: string | undefined): Promise<Socket | undefined> {
  const found = /(.+):(\d+)$/.exec(address ?? '');
  if (!found) return Promise.resolve(undefined);
  const [, host, port] = found;
  const socket = createSocket('udp4').unref();
  return new Promise((resolve) => {
    // A port on which nothing listens makes an error of every second document.
    socket.on('error', () => undefined);
    // Node tells the callback of a host that it cannot find, and no listener.
    socket.connect(Number(port), host, (error?: Error) => resolve(error ? undefined : socket));
  });
}
