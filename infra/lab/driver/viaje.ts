import type { ApiClient } from '#infra/clients/api/client.ts';
import type { Linea } from './bodegueros.ts';
import { share } from './chance.ts';
import { listed, tolerant } from './empresa.ts';
import { pause } from './pool.ts';

/** One in so many tries finds a closed door, a recipient who does not want it, or wants a part of it, or is not reached. */
const FAILURES = 0.05;
const REFUSALS = 0.06;
const PARTS = 0.09;
const UNVISITED = 0.1;
/** So many vehicles break down on a day. */
const BREAKDOWNS = 0.06;
/** So many drivers wait before they turn round: somebody may want to be tried again today. */
const PATIENT = 0.5;
const LOOKS = 4;
const LOOK_MS = 150;
const REASONS = ['ausente', 'direccionErrada', 'sinAcceso', 'danada', 'otro'];

/** A stop of a route, as its driver sees it. */
interface Parada {
  readonly ordenId: string;
  readonly intento: number;
  readonly lineas: readonly Linea[];
  readonly mercancia: { readonly porCargar: readonly string[] };
}

interface Settings {
  /** With the driver's token. */
  readonly api: ApiClient;
  readonly operator: ApiClient;
  readonly vehiculoId: string;
  readonly rutaId: string;
  readonly dia: string;
  /** Stops that are still to be made. */
  readonly open: number;
  /** Orders that were passed by before, and must not be again. */
  readonly passed: Set<string>;
  /** Vehicles at the same base that could take over, and what is to be done before one does. */
  readonly rescues: readonly string[];
  readonly call: (vehiculoId: string) => Promise<unknown>;
  /** That nothing may be left for another day, which does not come where time can't be moved: every stop is made, and every door is opened. */
  readonly endsToday: boolean;
}

/** One route, driven to its end. */
export class Viaje {
  readonly #is: Settings;
  /** Orders that were tried. */
  readonly tried = new Set<string>();
  /** What was not handed over, by order. */
  readonly #left = new Map<string, readonly Linea[]>();
  readonly #seen = new Set<string>();

  constructor(settings: Settings) {
    this.#is = settings;
  }

  /** Fetches, hands over, and comes back; gives what may be aboard then. Nothing happens while the list of stops is older than the route. */
  async drive(): Promise<ReadonlyMap<string, readonly Linea[]>> {
    const { vehiculoId, rutaId, dia, open, operator, endsToday } = this.#is;
    const stops = await this.#stops();
    if (stops.length < open) return this.#left;
    await this.#pickUp(stops);
    const breaks = !endsToday && stops.length > 1 && share(`avería ${vehiculoId} ${dia}`) < BREAKDOWNS;
    const reached = breaks ? stops.slice(0, Math.floor(stops.length / 2)) : stops;
    for (const stop of reached) await this.#visit(stop);
    if (breaks) await this.#breakDown(stops.slice(reached.length));
    else if (this.#left.size > 0 && share(`espera ${vehiculoId} ${dia}`) < PATIENT) await this.#visitAgain();
    await this.#post('/rutas/finalizacion', {}, `fin-${rutaId}`);
    if (breaks) await tolerant(operator.post(`/vehiculos/${vehiculoId}/mantenimiento/fin`, {}, `sana-${rutaId}`));
    return this.#left;
  }

  async #stops(): Promise<Parada[]> {
    const stops = await listed<Parada>(this.#is.api, `/vehiculos/${this.#is.vehiculoId}/ruta`);
    return stops.filter(({ ordenId, intento }) => !this.#seen.has(`${ordenId} ${intento}`));
  }

  async #pickUp(stops: readonly Parada[]): Promise<void> {
    const places = new Set(stops.flatMap(({ mercancia }) => mercancia.porCargar));
    for (const bodegaId of places)
      await this.#post('/recogidas', { bodegaId }, `recoge-${this.#is.rutaId}-${bodegaId}`);
  }

  async #visitAgain(): Promise<void> {
    for (let look = 0; look < LOOKS; look++) {
      await pause(LOOK_MS);
      for (const stop of await this.#stops()) await this.#visit(stop);
    }
  }

  async #visit({ ordenId, intento, lineas }: Parada): Promise<void> {
    const { endsToday, passed, rutaId } = this.#is;
    const luck = Math.max(share(`${intento} ${ordenId}`), endsToday ? REFUSALS : 0);
    const place = `/entregas/${ordenId}`;
    const key = `${ordenId}-${intento}-${rutaId.slice(0, 8)}`;
    this.#seen.add(`${ordenId} ${intento}`);
    this.#left.set(ordenId, lineas);
    if (luck < REFUSALS) {
      const motivo = luck < FAILURES ? REASONS[Math.floor((luck / FAILURES) * REASONS.length)] : 'rechazada';
      const detalle = motivo === 'otro' ? { detalle: 'Había una manifestación en la calle' } : {};
      if (await this.#post(`${place}/fallo`, { motivo, ...detalle }, `fallo-${key}`)) this.tried.add(ordenId);
      return;
    }
    if (!endsToday && luck >= PARTS && luck < UNVISITED && !passed.has(ordenId)) {
      passed.add(ordenId);
      return;
    }
    const parte = luck < PARTS ? halves(lineas) : undefined;
    const proof = { recibidoPor: 'Portería', evidencia: `foto:${ordenId}:${intento}`, ...(parte && { lineas: parte }) };
    if (!(await this.#post(`${place}/confirmacion`, proof, `entrega-${key}`))) return;
    if (parte) this.#left.set(ordenId, without(lineas, parte));
    else this.#left.delete(ordenId);
  }

  /** The vehicle stands still: another one takes over what it has, or it is towed home with it. */
  async #breakDown(rest: readonly Parada[]): Promise<void> {
    const { vehiculoId, rutaId, operator, rescues, call } = this.#is;
    const lugar = 'Autopista Norte con calle 127';
    await this.#post('/mantenimiento', { motivo: 'Se rompió la correa', lugar }, `vara-${rutaId}`);
    for (const { ordenId, lineas } of rest) this.#left.set(ordenId, lineas);
    for (const a of rescues.slice(0, 3)) {
      await call(a);
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

/** About half of the first product, when that is less than all. */
function halves([primera, ...otras]: readonly Linea[]): Linea[] | undefined {
  if (!primera || (primera.cantidad === 1 && otras.length === 0)) return undefined;
  return [{ sku: primera.sku, cantidad: Math.ceil(primera.cantidad / 2) }];
}

function without(lineas: readonly Linea[], parte: readonly Linea[]): Linea[] {
  return lineas
    .map(({ sku, cantidad }) => ({ sku, cantidad: cantidad - (parte.find((una) => una.sku === sku)?.cantidad ?? 0) }))
    .filter(({ cantidad }) => cantidad > 0);
}
