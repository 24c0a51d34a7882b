import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/**
 * X-Ray's daemon: segment documents by UDP, each behind a line that says so (AWS X-Ray developer guide, "Sending trace
 * data"). A datagram that is none is told and dropped: there is nobody to answer.
 */
export class Daemon {
  readonly #take: (document: string) => void;
  readonly #log: (line: string) => void;
  #socket: Socket | undefined;

  constructor(take: (document: string) => void, log: (line: string) => void) {
    this.#take = take;
    this.#log = log;
  }

  /** Listens on a free port of this machine and gives its address. */
  async start(): Promise<string> {
    this.#socket = createSocket('udp4').on('message', (message) => this.#heard(message.toString()));
    this.#socket.bind(0, '127.0.0.1');
    await once(this.#socket, 'listening');
    this.#socket.on('error', (error) => this.#log(`X-Ray: the daemon: ${error.message}`));
    return `127.0.0.1:${(this.#socket.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#socket?.close();
    this.#socket = undefined;
  }

  #heard(message: string): void {
    try {
      const end = message.indexOf('\n');
      const { format, version } = JSON.parse(message.slice(0, end));
      if (format !== 'json' || version !== 1) throw new Error(`its format is ${format} ${version}, not json 1`);
      this.#take(message.slice(end + 1));
    } catch (error) {
      this.#log(`X-Ray: a segment was dropped: ${(error as Error).message}`);
    }
  }
}
