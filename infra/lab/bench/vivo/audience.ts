import WebSocket from 'ws';
import { inParallel, pause } from '../../driver/pool.ts';

const CONNECTING_AT_ONCE = 16;
/** A busy machine may take longer than API Gateway waits; a page comes again, too. */
const ATTEMPTS = 8;

/** Somebody who is to be connected, and what for. */
export interface Seat {
  readonly token: string;
  readonly topic: string;
}

/** A row that somebody has heard of. */
export interface Heard {
  readonly seat: number;
  readonly clave: string;
  readonly version: number;
  /** `performance.now()` when the message came. */
  readonly at: number;
}

/** Everybody who is connected. */
export class Audience {
  readonly heard: Heard[] = [];
  /** How often a connection ended that was not to end. */
  lost = 0;
  readonly #sockets: WebSocket[] = [];
  #closing = false;

  /** Connects all, each on its topic. @param step is called for each. */
  async gather(liveUrl: string, seats: readonly Seat[], step: () => void): Promise<void> {
    await inParallel([...seats.entries()], CONNECTING_AT_ONCE, async ([seat, { token, topic }]) => {
      for (let attempt = 1; ; attempt++) {
        try {
          await this.#sit(new WebSocket(liveUrl, ['alpes.v1', `token.${token}`]), { seat, topic });
          break;
        } catch (error) {
          if (attempt === ATTEMPTS) throw error;
          await pause(1_000 * attempt);
        }
      }
      step();
    });
  }

  #sit(socket: WebSocket, { seat, topic }: { readonly seat: number; readonly topic: string }): Promise<void> {
    return new Promise((resolve, reject) => {
      socket.on('open', () => socket.send(JSON.stringify({ accion: 'suscribir', tema: topic })));
      socket.on('error', reject);
      socket.on('close', () => {
        if (!this.#closing && this.#sockets.includes(socket)) this.lost += 1;
      });
      socket.on('message', (data) => {
        const at = performance.now();
        const { tipo, novedades = [], problema } = JSON.parse(String(data));
        if (tipo === 'suscrito') {
          this.#sockets.push(socket);
          resolve();
        }
        if (tipo === 'negado') reject(new Error(problema.detail ?? problema.title));
        for (const { vista, clave, version } of novedades)
          if (vista === 'ordenes') this.heard.push({ seat, clave, version, at });
      });
    });
  }

  leave(): void {
    this.#closing = true;
    for (const socket of this.#sockets) socket.terminate();
  }
}
