import { randomUUID } from 'node:crypto';
import type { Pedido } from '../../data/dia.ts';
import { pause } from '../../driver/pool.ts';
import type { Flow, FlowName } from './load.ts';

/** How a request ended. `later`: the answer says when to ask again. `failed`: any other answer, or none. */
export type Ending = 'accepted' | 'later' | 'failed' | 'unreached';

/** A request that was sent, and what came of it. Times in milliseconds since the experiment began. */
export interface Sent {
  readonly flow: FlowName;
  readonly at: number;
  readonly took: number;
  readonly ending: Ending;
  /** Of the answer; 0 for none. */
  readonly status: number;
  readonly codigo: string;
  readonly stream: string;
  readonly version: number;
}

/** Where requests go, and what of. */
interface Target {
  readonly apiUrl: string;
  readonly token: string;
  readonly pedidos: readonly Pedido[];
  readonly flows: readonly Flow[];
  /** Milliseconds since the experiment began. */
  now(): number;
}

const LONGEST_MS = 35_000;
const TICK_MS = 20;

/** An open load: each request goes out when its time has come, whatever became of those before, and is tried once. */
export class Sender {
  readonly sent: Sent[] = [];
  readonly #target: Target;
  readonly #under: Set<Promise<void>> = new Set();
  #going = false;
  /** What the flows' own rates are multiplied by; may be changed while it sends. */
  rate: number;
  #sending: Promise<void> = Promise.resolve();
  /** Hears of each that was accepted. */
  onAccepted: (sent: Sent) => void = () => {};

  constructor(target: Target, rate: number) {
    this.#target = target;
    this.rate = rate;
  }

  start(): void {
    this.#going = true;
    this.#sending = this.#send();
  }

  /** Sends nothing more, and waits for the answers that are due. */
  async stop(): Promise<void> {
    this.#going = false;
    await this.#sending;
    await Promise.all(this.#under);
  }

  async #send(): Promise<void> {
    const { flows, now } = this.#target;
    const states = flows.map((flow) => ({ flow, due: 0, count: 0 }));
    let last = now();
    while (this.#going) {
      const time = now();
      for (const state of states) {
        state.due += ((time - last) / 1_000) * state.flow.perSecond * this.rate;
        for (; state.count < state.due; state.count++) {
          const one = this.#ask(state.flow, state.count).finally(() => this.#under.delete(one));
          this.#under.add(one);
        }
      }
      last = time;
      await pause(TICK_MS);
    }
  }

  async #ask(flow: Flow, n: number): Promise<void> {
    const { apiUrl, token, pedidos, now } = this.#target;
    const { method, path, body } = flow.asks(n, pedidos);
    const at = now();
    const ended = (one: Omit<Sent, 'flow' | 'at' | 'took'>) => {
      const sent = { flow: flow.name, at, took: now() - at, ...one };
      this.sent.push(sent);
      if (sent.ending === 'accepted') this.onAccepted(sent);
    };
    try {
      const response = await fetch(`${apiUrl}${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': randomUUID(),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(LONGEST_MS),
      });
      const said = JSON.parse((await response.text()) || '{}');
      const { status } = response;
      const later = [429, 503].includes(status) && response.headers.has('retry-after');
      ended({
        ending: response.ok ? 'accepted' : later ? 'later' : 'failed',
        status,
        codigo: said.codigo ?? '',
        stream: said.flujo ?? '',
        version: said.version ?? 0,
      });
    } catch (error) {
      const cause = (error as Error & { readonly cause?: { readonly code?: string } }).cause?.code;
      ended({ ending: 'unreached', status: 0, codigo: cause ?? (error as Error).name, stream: '', version: 0 });
    }
  }
}
