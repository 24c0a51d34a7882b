import type { ApiClient } from '#infra/clients/api/client.ts';
import { share } from './chance.ts';
import { listed, tolerant } from './empresa.ts';

/** One in so many tries finds a closed door, a recipient who does not want it, or wants a part of it, or is not reached. */
const FAILURES = 0.05;
const REFUSALS = 0.06;
const PARTS = 0.09;
const UNVISITED = 0.1;
/** So many vehicles break down on a day. */
const BREAKDOWNS = 0.06;
const REASONS = ['ausente', 'direccionErrada', 'sinAcceso', 'danada', 'otro'];

/** A stop, as plans and routes show it. */
export interface Parada {
  readonly ordenId: string;
  readonly intento: number;
  readonly estado?: string;
  readonly lineas?: readonly { readonly sku: string; readonly cantidad: number }[];
  readonly recogidas?: readonly { readonly bodegaId: string }[];
}

interface Settings {
  /** With the driver's token. */
  readonly api: ApiClient;
  readonly operator: ApiClient;
  readonly vehiculoId: string;
  readonly rutaId: string;
  readonly dia: string;
  /** Vehicles at the same base that could take over. */
  readonly rescues: readonly string[];
}

/** One route, driven to its end. */
export class Viaje {
  readonly #is: Settings;
  /** Orders that were tried. */
  readonly tried: string[] = [];
  readonly #left = new Set<string>();

  constructor(settings: Settings) {
    this.#is = settings;
  }

  /** Fetches, hands over, and comes back; gives the orders of which goods may be aboard then. */
  async drive(): Promise<readonly string[]> {
    const { vehiculoId, rutaId, dia } = this.#is;
    const stops = await this.#stops();
    await this.#pickUp(stops);
    const breaks = stops.length > 1 && share(`avería ${vehiculoId} ${dia}`) < BREAKDOWNS;
    const reached = breaks ? stops.slice(0, Math.floor(stops.length / 2)) : stops;
    for (const stop of reached) await this.#visit(stop);
    if (breaks) await this.#breakDown(stops.slice(reached.length));
    await this.#post('/rutas/finalizacion', {}, `fin-${rutaId}`);
    if (breaks) await this.#post('/mantenimiento/fin', {}, `sana-${rutaId}`);
    return [...this.#left];
  }

  async #stops(): Promise<Parada[]> {
    return listed<Parada>(this.#is.api, `/vehiculos/${this.#is.vehiculoId}/ruta`);
  }

  async #pickUp(stops: readonly Parada[]): Promise<void> {
    const places = new Set(stops.flatMap(({ recogidas = [] }) => recogidas.map(({ bodegaId }) => bodegaId)));
    for (const bodegaId of places)
      await this.#post('/recogidas', { bodegaId }, `recoge-${this.#is.rutaId}-${bodegaId}`);
  }

  async #visit({ ordenId, intento, lineas = [] }: Parada): Promise<void> {
    const luck = share(`${intento} ${ordenId}`);
    const place = `/entregas/${ordenId}`;
    const key = `${ordenId}-${intento}-${this.#is.rutaId.slice(0, 8)}`;
    this.tried.push(ordenId);
    if (luck >= UNVISITED) {
      await this.#post(`${place}/confirmacion`, this.#proof(ordenId, intento), `entrega-${key}`);
      return;
    }
    this.#left.add(ordenId);
    if (luck < REFUSALS) {
      const motivo = luck < FAILURES ? REASONS[Math.floor((luck / FAILURES) * REASONS.length)] : 'rechazada';
      const detalle = motivo === 'otro' ? { detalle: 'Había una manifestación en la calle' } : {};
      await this.#post(`${place}/fallo`, { motivo, ...detalle }, `fallo-${key}`);
    } else if (luck < PARTS) {
      const [primera] = lineas;
      const parte = primera && [{ sku: primera.sku, cantidad: Math.ceil(primera.cantidad / 2) }];
      const proof = { ...this.#proof(ordenId, intento), ...(parte && { lineas: parte }) };
      await this.#post(`${place}/confirmacion`, proof, `entrega-${key}`);
    }
  }

  #proof(ordenId: string, intento: number) {
    return { recibidoPor: 'Portería', evidencia: `foto:${ordenId}:${intento}` };
  }

  /** The vehicle stands still: another one takes over what it has, or it is towed home with it. */
  async #breakDown(rest: readonly Parada[]): Promise<void> {
    const { vehiculoId, rutaId, operator, rescues } = this.#is;
    const lugar = 'Autopista Norte con calle 127';
    await this.#post('/mantenimiento', { motivo: 'Se rompió la correa', lugar }, `avería-${rutaId}`);
    for (const { ordenId } of rest) this.#left.add(ordenId);
    for (const a of rescues.slice(0, 3)) {
      const key = `transborda-${rutaId}-${a}`;
      if (!(await tolerant(operator.post(`/vehiculos/${vehiculoId}/transbordos`, { a, lugar }, key)))) continue;
      for (const { ordenId } of rest) this.#left.delete(ordenId);
      return;
    }
  }

  async #post(path: string, body: object, key: string): Promise<boolean> {
    return tolerant(this.#is.api.post(`/vehiculos/${this.#is.vehiculoId}${path}`, body, key));
  }
}
