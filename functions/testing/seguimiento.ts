import { type Recorded, streamOf } from '#shared/model/envelope.ts';
import { PlazoVencido } from '#shared/model/process.ts';
import type { Request } from '#shared/model/request.ts';
import type { Saga } from '#shared/model/saga.ts';
import { instanceOf, type Standing, take } from '#shared/runtime/eventLog/sagaStep.ts';
import { asStored } from '#shared/testing/given.ts';
import type { Registro } from './registro.ts';

/** What a saga asks for in one step: requests, and to be told when its state's time is over. */
export interface Pasado {
  readonly peticiones: readonly { readonly id: string; readonly peticion: Request }[];
  readonly plazo: { readonly vence: number; readonly hecho: Recorded } | undefined;
}

interface Instancia {
  readonly standing: Standing;
  /** Of its own stream. */
  readonly version: number;
}

/** A saga that follows the streams of a simulated world by version, and reads there what it missed. */
export class Seguimiento {
  readonly #saga: Saga;
  readonly #registro: Registro;
  readonly #instancias = new Map<string, Instancia>();

  constructor(saga: Saga, registro: Registro) {
    this.#saga = saga;
    this.#registro = registro;
  }

  /** Where the saga of an order stands. */
  estado(clave: string): any {
    return this.#instancia(clave).standing.estado;
  }

  /** Whether what the saga waits for in a state is for people to do. */
  esperaPersonas(clave: string): boolean {
    return this.#saga.states[this.estado(clave).paso]?.waitsForPeople ?? false;
  }

  /** Takes a fact. @throws Error for one that builds on what is not in the log. */
  tomar(hecho: Recorded, now: string): Pasado {
    const clave = instanceOf(this.#saga, hecho);
    const { standing, version } = this.#instancia(clave);
    const read = new Set<string>();
    const found: Recorded[] = [hecho];
    for (;;) {
      const taking = take(this.#saga, standing, found, { now, version, read });
      if (taking.needs.size > 0) {
        for (const of of taking.needs) {
          read.add(of);
          const missed = this.#registro.stream(streamOf(of, clave), standing.posiciones[of]);
          found.push(...missed.filter(({ metadata }) => found.every((known) => known.metadata.id !== metadata.id)));
        }
        continue;
      }
      if (taking.waiting.length > 0) throw new Error(`${this.#saga.name} waits for what never happened.`);
      return this.#seguir(clave, asStored(taking.standing), {
        requests: taking.requests,
        moved: taking.taken.length > 0,
        now,
      });
    }
  }

  #seguir(
    clave: string,
    standing: Standing,
    { requests, moved, now }: { requests: readonly Request[]; moved: boolean; now: string },
  ): Pasado {
    const { version } = this.#instancia(clave);
    if (!moved) {
      this.#instancias.set(clave, { standing, version });
      return { peticiones: [], plazo: undefined };
    }
    const within = standing.desde === version + 1 ? this.#saga.states[standing.estado.paso]?.within : undefined;
    this.#instancias.set(clave, { standing, version: version + 1 + requests.length + (within ? 1 : 0) });
    const vence = Date.parse(now) + (within?.seconds ?? 0) * 1_000;
    return {
      peticiones: requests.map((peticion, n) => ({ id: `${clave}/${version + n}`, peticion: asStored(peticion) })),
      plazo: within && { vence, hecho: this.#plazo(clave, standing, vence) },
    };
  }

  #plazo(clave: string, { estado, desde }: Standing, vence: number): Recorded {
    const { name } = this.#saga;
    const data = { saga: name, clave, paso: estado.paso, entrada: desde, vence: new Date(vence).toISOString() };
    const id = `plazo/${clave}/${desde}`;
    const metadata = { id, stream: `plazo#${clave}`, version: 1, schemaVersion: PlazoVencido.version } as const;
    return { type: PlazoVencido.type, data, metadata: { ...NADIE, ...metadata, occurredAt: data.vence } };
  }

  #instancia(clave: string): Instancia {
    const begun: Standing = { estado: this.#saga.initial, desde: 0, posiciones: {} };
    return this.#instancias.get(clave) ?? { standing: begun, version: 0 };
  }
}

const NADIE = { context: 'vida', correlationId: '', causationId: '', commandId: '', actor: 'vida' } as const;
