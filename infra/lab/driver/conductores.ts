import { type ApiClient, ApiProblem } from '#infra/clients/api/client.ts';
import { share } from './chance.ts';
import { inParallel } from './pool.ts';

/** One in so many tries finds a closed door. */
const FAILURES = 0.05;
/** A vehicle leaves with this many stops, or with fewer when no more have come since the last look. */
const FULL = 8;
const AT_ONCE = 6;
const REASONS = ['No había quién recibiera', 'Dirección no encontrada', 'El cliente pidió otro día'];

interface Parada {
  readonly ordenId: string;
  readonly estado: string;
  readonly intento: number;
}

interface Vehiculo {
  readonly vehiculoId: string;
  readonly estado: string;
  readonly rutaId?: string;
  /** How many stops are still to be made. */
  readonly paradas: number;
}

/**
 * The drivers of the fleet: they look at their vehicles, leave when there is enough to bring, hand over stop by stop, and
 * come back. All through the public API, with keys, so that nothing is done twice when the system is killed meanwhile.
 */
export class Conductores {
  readonly #api: ApiClient;
  readonly #loads = new Map<string, number>();

  constructor(api: ApiClient) {
    this.#api = api;
  }

  /** One look at every vehicle; gives how many had something to do. */
  async round(): Promise<number> {
    let busy = 0;
    await inParallel(await this.#fleet(), AT_ONCE, async (vehiculo) => {
      if (await this.#drive(vehiculo)) busy++;
    });
    return busy;
  }

  async #fleet(): Promise<Vehiculo[]> {
    const vehicles: Vehiculo[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#api.get('/vehiculos', { limite: 200, cursor });
      vehicles.push(...page.elementos);
      cursor = page.siguiente;
    } while (cursor);
    return vehicles;
  }

  async #drive({ vehiculoId, estado, rutaId, paradas }: Vehiculo): Promise<boolean> {
    if (estado === 'enRuta') {
      for (const parada of await this.#stops(vehiculoId)) await this.#handOver(vehiculoId, parada);
      await this.#tolerant(`/vehiculos/${vehiculoId}/rutas/finalizacion`, {}, `fin-${rutaId}`);
      return true;
    }
    const before = this.#loads.get(vehiculoId);
    this.#loads.set(vehiculoId, paradas);
    if (estado !== 'disponible' || paradas === 0) return false;
    if (paradas < FULL && before !== paradas) return true;
    const stops = await this.#stops(vehiculoId);
    await this.#tolerant(`/vehiculos/${vehiculoId}/rutas`, {}, `ruta-${vehiculoId}-${signature(stops)}`);
    return true;
  }

  async #stops(vehiculoId: string): Promise<Parada[]> {
    const { paradas } = await this.#api.get<{ paradas: Parada[] }>(`/vehiculos/${vehiculoId}/ruta`);
    return paradas.filter(({ estado }) => estado === 'pendiente' || estado === 'enRuta');
  }

  async #handOver(vehiculoId: string, { ordenId, intento }: Parada): Promise<void> {
    const place = `/vehiculos/${vehiculoId}/entregas/${ordenId}`;
    const luck = share(`${intento} ${ordenId}`);
    if (luck < FAILURES) {
      const motivo = REASONS[Math.floor((luck / FAILURES) * REASONS.length)];
      await this.#tolerant(`${place}/fallo`, { motivo }, `fallo-${ordenId}-${intento}`);
    } else {
      const proof = { recibidoPor: 'Portería', evidencia: `foto:${ordenId}:${intento}` };
      await this.#tolerant(`${place}/confirmacion`, proof, `entrega-${ordenId}-${intento}`);
    }
  }

  /** What a driver sees may be a moment old: a business refusal is looked at again in the next round. */
  async #tolerant(path: string, body: object, key: string): Promise<void> {
    try {
      await this.#api.post(path, body, key);
    } catch (error) {
      if (!(error instanceof ApiProblem) || (error.status !== 409 && error.status !== 404)) throw error;
    }
  }
}

/** The load of one journey: the same stops at the same tries. */
function signature(paradas: readonly Parada[]): string {
  return paradas
    .map(({ ordenId, intento }) => `${ordenId.slice(0, 8)}.${intento}`)
    .join('-')
    .slice(0, 150);
}
