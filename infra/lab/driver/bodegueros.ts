import type { ApiClient } from '#infra/clients/api/client.ts';
import { share } from './chance.ts';
import { tolerant } from './empresa.ts';
import { inParallel } from './pool.ts';

const AT_ONCE = 6;
/** Of what is to be tried again, so much is unloaded meanwhile; the rest stays in its vehicle. */
const UNLOADED = 0.3;
const DAMAGED = 0.05;
const MISSING = 0.02;

/** Units of a product. */
export interface Linea {
  readonly sku: string;
  readonly cantidad: number;
}

/** Goods of an order that a vehicle comes back with. */
export interface Traida {
  readonly ordenId: string;
  /** Where the vehicle comes back to. */
  readonly bodegaId: string;
  readonly lineas: readonly Linea[];
}

/** Where a delivery is, as `GET /ordenes/{ordenId}/entrega` shows it. */
interface Entrega {
  readonly estado: string;
  readonly intento: number;
  readonly mercancia: { readonly lugar: 'bodega' | 'vehiculo' | 'persona' };
}

/** Whoever works in the warehouses: they receive what vehicles bring back, line by line, and say in which condition. */
export class Bodegueros {
  readonly #api: ApiClient;
  readonly #esperadas = new Map<string, Traida>();

  constructor(api: ApiClient) {
    this.#api = api;
  }

  /** How many orders are awaited. */
  get expecting(): number {
    return this.#esperadas.size;
  }

  /** A vehicle comes with goods of an order that it did not hand over. */
  expect(traida: Traida): void {
    this.#esperadas.set(traida.ordenId, traida);
  }

  /** One look at what stands before the doors; gives how many were received. */
  async round(): Promise<number> {
    let received = 0;
    await inParallel([...this.#esperadas.values()], AT_ONCE, async (traida) => {
      const { ordenId, bodegaId } = traida;
      const entrega = await this.#api.get<Entrega>(`/ordenes/${ordenId}/entrega`);
      if (entrega.mercancia.lugar !== 'vehiculo') {
        this.#esperadas.delete(ordenId);
        return;
      }
      if (!endsHere(entrega) && share(`descarga ${entrega.intento} ${ordenId}`) >= UNLOADED) return;
      const body = { ordenId, lineas: conditions(traida, endsHere(entrega)) };
      const key = `recibe-${ordenId}-${entrega.intento}-${entrega.estado}`;
      if (!(await tolerant(this.#api.post(`/bodegas/${bodegaId}/recepciones`, body, key)))) return;
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

/** Each product in the condition that chance gives it, when the delivery has ended; else all is sellable. */
function conditions({ ordenId, lineas }: Traida, ended: unknown): (Linea & { readonly condicion: string })[] {
  return lineas.map((linea) => {
    const luck = ended ? share(`condición ${ordenId} ${linea.sku}`) : 1;
    return { ...linea, condicion: luck < MISSING ? 'faltante' : luck < DAMAGED ? 'danada' : 'vendible' };
  });
}
