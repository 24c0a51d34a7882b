import type { Cancel, Clock } from '../../../clock.ts';
import type { Connection } from './connection.ts';

/** The connections that are open, by id. Each is ended when its time is over, on the grid's clock. */
export class Connections {
  readonly #clock: Clock;
  readonly #open = new Map<string, Connection>();
  #timer: { readonly due: number; readonly cancel: Cancel } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  all(): Connection[] {
    return [...this.#open.values()];
  }

  find(id: string): Connection | undefined {
    return this.#open.get(id);
  }

  add(connection: Connection): void {
    this.#open.set(connection.client.connectionId, connection);
    this.#arm(connection.expiresAt);
  }

  delete(id: string): void {
    this.#open.delete(id);
  }

  /** One timer serves all: what goes over a connection only ever puts its end off, and moves no timer. */
  #arm(due: number): void {
    if (this.#timer && this.#timer.due <= due) return;
    this.#timer?.cancel();
    this.#timer = { due, cancel: this.#clock.at(due, () => this.#expire()) };
  }

  #expire(): void {
    this.#timer = undefined;
    const now = this.#clock.now();
    for (const connection of this.all()) {
      if (connection.expiresAt <= now) connection.end({ code: 1001, reason: 'Going away' });
      else this.#arm(connection.expiresAt);
    }
  }
}
