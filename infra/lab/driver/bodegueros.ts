import type { ApiClient } from '#infra/clients/api/client.ts';
import { share } from './chance.ts';
import { tolerant } from './empresa.ts';
import { inParallel } from './pool.ts';

const AT_ONCE = 6;
/** Of what is to be tried again, so much is unloaded meanwhile; the rest stays in its vehicle. */
const UNLOADED = 0.3;
const DAMAGED = 0.05;
const MISSING = 0.02;

interface Linea {
  readonly sku: string;
  readonly cantidad: number;
}

/** Where a delivery is, as `GET /ordenes/{ordenId}/entrega` shows it. */
interface Entrega {
  readonly estado: string;
  readonly intento: number;
  readonly lineas: readonly Linea[];
  readonly entregadas?: readonly Linea[];
  /** The warehouse at which the vehicle stands with the goods. */
  readonly regresado?: string;
}

/** Whoever works in the warehouses: they receive what vehicles bring back, line by line, and say in which condition. */
export class Bodegueros {
  readonly #api: ApiClient;
  /** Orders whose goods are coming back, or may be. */
  readonly #esperadas = new Set<string>();

  constructor(api: ApiClient) {
    this.#api = api;
  }

  /** How many orders are awaited. */
  get expecting(): number {
    return this.#esperadas.size;
  }

  /** A vehicle comes with goods of an order that it did not hand over. */
  expect(ordenId: string): void {
    this.#esperadas.add(ordenId);
  }

  /** One look at what stands before the doors; gives how many were received. */
  async round(): Promise<number> {
    let received = 0;
    await inParallel([...this.#esperadas], AT_ONCE, async (ordenId) => {
      const entrega = await this.#api.get<Entrega>(`/ordenes/${ordenId}/entrega`);
      if (!entrega.regresado) return;
      if (!endsHere(entrega) && share(`descarga ${entrega.intento} ${ordenId}`) >= UNLOADED) return;
      const body = { ordenId, lineas: conditions(ordenId, entrega) };
      const key = `recibe-${ordenId}-${entrega.intento}`;
      if (!(await tolerant(this.#api.post(`/bodegas/${entrega.regresado}/recepciones`, body, key)))) return;
      this.#esperadas.delete(ordenId);
      received++;
    });
    return received;
  }
}

/** Whether nobody will try any more. */
function endsHere({ estado }: Entrega): boolean {
  return estado === 'retirada' || estado === 'entregada';
}

/** What is out of an order, each product in the condition that chance gives it; all sellable while the delivery goes on. */
function conditions(ordenId: string, entrega: Entrega): (Linea & { condicion: string })[] {
  return entrega.lineas.flatMap(({ sku, cantidad }) => {
    const out = cantidad - (entrega.entregadas?.find((linea) => linea.sku === sku)?.cantidad ?? 0);
    const luck = endsHere(entrega) ? share(`condición ${ordenId} ${sku}`) : 1;
    const condicion = luck < MISSING ? 'faltante' : luck < DAMAGED ? 'danada' : 'vendible';
    return out > 0 ? [{ sku, cantidad: out, condicion }] : [];
  });
}
