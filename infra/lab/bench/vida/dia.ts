import type { ApiClient } from '#infra/clients/api/client.ts';
import type { Pedido } from '../../data/dia.ts';
import { dayOf, listed, tolerant } from '../../driver/empresa.ts';
import { inParallel, pause } from '../../driver/pool.ts';
import type { Reloj } from '../../driver/reloj.ts';

const AT_ONCE = 8;
const LOOK_MS = 400;
/** A vehicle leaves with this many stops, or with fewer when no more have come since the last look. */
const FULL = 8;
/** Looks without any change after which the day is given up. */
const GIVEN_UP = 400;
/** Of which there is little: an order of it would be refused. */
const SCARCE = 'PAPEL-12';
/** What is ordered where nothing else was. */
const PLENTIFUL = { sku: 'CAFE-500', cantidad: 1 };

interface Vehiculo {
  readonly vehiculoId: string;
  readonly estado: string;
  readonly ruta?: { readonly rutaId: string };
  /** Stops of its route that are still to be made. */
  readonly paradas: number;
}

interface Parada {
  readonly ordenId: string;
  readonly mercancia: { readonly porCargar: readonly string[] };
}

/** An order that goes its way without a hitch: of goods that are there, and at any hour. */
export function unhindered({ referencia, cuerpo }: Pedido): Pedido {
  const { ventana: _, ...resto } = cuerpo;
  const lineas = cuerpo.lineas.filter(({ sku }: { sku: string }) => sku !== SCARCE);
  return { referencia, cuerpo: { ...resto, lineas: lineas.length > 0 ? lineas : [PLENTIFUL] } };
}

/** A company on a grid. It must be morning there: late in the day not every vehicle can be home by midnight, and orders wait for the next day. */
interface Place {
  readonly api: ApiClient;
  readonly reloj: Reloj;
}

/**
 * Sends orders and drives them: each is reserved, planned, loaded and delivered at the first try, and nothing else happens.
 * So what a life costs can be compared between two states of the system. Throws when some were not delivered.
 */
export async function plainDay(place: Place, pedidos: readonly Pedido[]): Promise<void> {
  const day = new Day(place);
  await Promise.all([day.send(pedidos), day.drive(pedidos.length)]);
}

class Day {
  readonly #api: ApiClient;
  readonly #reloj: Reloj;
  readonly #orders: string[] = [];
  readonly #delivered = new Set<string>();
  readonly #loads = new Map<string, number>();

  constructor({ api, reloj }: Place) {
    this.#api = api;
    this.#reloj = reloj;
  }

  send(pedidos: readonly Pedido[]): Promise<void> {
    return inParallel(pedidos, AT_ONCE, async ({ referencia, cuerpo }) => {
      const { id } = await this.#api.post('/ordenes', cuerpo, `orden-${referencia}`);
      this.#orders.push(id);
    });
  }

  async drive(count: number): Promise<void> {
    for (let quiet = 0, before = 0; quiet < GIVEN_UP; quiet++) {
      await this.#round();
      if (this.#delivered.size === count && (await this.#allSeen())) return;
      if (this.#delivered.size > before) quiet = 0;
      before = this.#delivered.size;
      await pause(LOOK_MS);
    }
    throw new Error(`Of ${count} orders ${this.#delivered.size} were delivered.`);
  }

  async #round(): Promise<void> {
    const dia = dayOf(await this.#reloj.now());
    const [vehicles, plans] = await Promise.all([
      listed<Vehiculo>(this.#api, '/vehiculos'),
      listed<{ readonly vehiculoId: string; readonly paradas: readonly unknown[] }>(this.#api, '/planes', { dia }),
    ]);
    const planned = new Map(plans.map(({ vehiculoId, paradas }) => [vehiculoId, paradas.length]));
    await inParallel(vehicles, AT_ONCE, async (vehiculo) => {
      if (vehiculo.ruta) await this.#deliver(vehiculo, vehiculo.ruta.rutaId);
      else await this.#leave(vehiculo, planned.get(vehiculo.vehiculoId) ?? 0);
    });
  }

  async #leave({ vehiculoId, estado }: Vehiculo, stops: number): Promise<void> {
    const before = this.#loads.get(vehiculoId);
    this.#loads.set(vehiculoId, stops);
    if (estado !== 'disponible' || stops === 0 || (stops < FULL && before !== stops)) return;
    await tolerant(this.#api.post(`/vehiculos/${vehiculoId}/rutas`, {}, `ruta-${vehiculoId}-${crypto.randomUUID()}`));
  }

  async #deliver({ vehiculoId, paradas }: Vehiculo, rutaId: string): Promise<void> {
    const stops = await listed<Parada>(this.#api, `/vehiculos/${vehiculoId}/ruta`);
    if (stops.length < paradas) return;
    for (const bodegaId of new Set(stops.flatMap(({ mercancia }) => mercancia.porCargar)))
      await this.#api.post(`/vehiculos/${vehiculoId}/recogidas`, { bodegaId }, `recoge-${rutaId}-${bodegaId}`);
    for (const { ordenId } of stops) {
      if (this.#delivered.has(ordenId)) continue;
      const proof = { recibidoPor: 'Portería', evidencia: `foto:${ordenId}` };
      const place = `/vehiculos/${vehiculoId}/entregas/${ordenId}/confirmacion`;
      if (await tolerant(this.#api.post(place, proof, `entrega-${ordenId}`))) this.#delivered.add(ordenId);
    }
    await tolerant(this.#api.post(`/vehiculos/${vehiculoId}/rutas/finalizacion`, {}, `fin-${rutaId}`));
  }

  /** Whether the read model shows every order as delivered. */
  async #allSeen(): Promise<boolean> {
    for (const id of this.#orders) {
      const { estado } = await this.#api.get(`/ordenes/${id}`, { desdeVersion: 1 });
      if (estado !== 'entregada') return false;
    }
    return true;
  }
}
