import type { ApiClient } from '#infra/clients/api/client.ts';
import type { Bodegueros } from './bodegueros.ts';
import { share } from './chance.ts';
import { dayOf, type Empresa, listed, timeOf, tolerant } from './empresa.ts';
import { register, usualDriver } from './encargado.ts';
import { inParallel } from './pool.ts';
import { Viaje } from './viaje.ts';

/** A vehicle leaves with this many stops, or with fewer when no more have come since the last look. */
const FULL = 8;
const AT_ONCE = 6;
const DAY_MS = 86_400_000;
/** So many first starts of a day are undone, and made again. */
const UNDONE = 0.08;

interface Vehiculo {
  readonly vehiculoId: string;
  readonly bodegaId: string;
  readonly estado: string;
  readonly ruta?: { readonly rutaId: string; readonly dia: string };
  /** Stops of its route that are still to be made. */
  readonly paradas: number;
}

/** What a vehicle is to do on a day, as `GET /planes` shows it. */
export interface Plan {
  readonly vehiculoId: string;
  readonly dia: string;
  readonly paradas: readonly { readonly ordenId: string; readonly intento: number }[];
}

/** What is known of the day. */
interface Today {
  readonly today: string;
  readonly fleet: readonly Vehiculo[];
}

/**
 * The drivers of the fleet: they look at their vehicles, leave when there is enough to bring, hand over stop by stop, and
 * come back. All through the public API, with keys, so that nothing is done twice when the system is killed meanwhile.
 */
export class Conductores {
  readonly #empresa: Empresa;
  readonly #bodegueros: Bodegueros;
  readonly #loads = new Map<string, number>();
  readonly #routes = new Map<string, number>();
  /** Orders that a driver has passed by: the next one does not. */
  readonly #passed = new Set<string>();
  readonly #entrusted = new Map<string, ApiClient>();
  /** Who has tried to deliver an order, the last one. */
  readonly lastTries = new Map<string, string>();

  constructor(empresa: Empresa, bodegueros: Bodegueros) {
    this.#empresa = empresa;
    this.#bodegueros = bodegueros;
  }

  /** One look at every vehicle; gives how many had something to do. */
  async round(): Promise<number> {
    const { api } = this.#empresa;
    const now = await timeOf(this.#empresa);
    const [vehicles, late, plans] = await Promise.all([
      listed<Vehiculo>(api, '/vehiculos'),
      listed<Plan>(api, '/planes', { dia: dayOf(now - DAY_MS) }),
      listed<Plan>(api, '/planes', { dia: dayOf(now) }),
    ]);
    // What a vehicle did not leave with yesterday goes first.
    const next = new Map([...plans, ...late].map((plan) => [plan.vehiculoId, plan]));
    let busy = 0;
    await inParallel(vehicles, AT_ONCE, async (vehiculo) => {
      const plan = next.get(vehiculo.vehiculoId);
      if (vehiculo.estado === 'enRuta') await this.#drive(vehiculo, { today: dayOf(now), fleet: vehicles });
      else if (vehiculo.estado !== 'disponible' || !plan) return;
      else await this.#leave(plan, dayOf(now));
      busy++;
    });
    return busy;
  }

  async #leave({ vehiculoId, dia, paradas }: Plan, today: string): Promise<void> {
    const before = this.#loads.get(vehiculoId);
    this.#loads.set(vehiculoId, paradas.length);
    if (paradas.length < FULL && before !== paradas.length) return;
    const api = await this.#driverOf(vehiculoId, today);
    const start = (key: string) => tolerant(api.post(`/vehiculos/${vehiculoId}/rutas`, { dia }, key));
    const begun = await start(this.#nextRoute(vehiculoId, paradas));
    const undone = `deshace-${vehiculoId}-${dia}`;
    if (!begun || share(undone) >= UNDONE || this.#loads.has(undone)) return;
    this.#loads.set(undone, 1);
    if (await tolerant(api.post(`/vehiculos/${vehiculoId}/rutas/deshacer`, {}, undone)))
      await start(this.#nextRoute(vehiculoId, paradas));
  }

  /** The key of a vehicle's next start. The same stops at the same tries may be to be made once more. */
  #nextRoute(vehiculoId: string, paradas: Plan['paradas']): string {
    const number = (this.#routes.get(vehiculoId) ?? 0) + 1;
    this.#routes.set(vehiculoId, number);
    return `ruta-${vehiculoId}-${number}-${signature(paradas)}`;
  }

  async #drive({ vehiculoId, bodegaId, ruta, paradas }: Vehiculo, day: Today): Promise<void> {
    if (!ruta) return;
    const rescues = day.fleet.filter(
      (other) => other.vehiculoId !== vehiculoId && other.bodegaId === bodegaId && other.estado === 'disponible',
    );
    const viaje = new Viaje({
      api: await this.#driverOf(vehiculoId, day.today),
      operator: this.#empresa.api,
      vehiculoId,
      rutaId: ruta.rutaId,
      dia: ruta.dia,
      open: paradas,
      passed: this.#passed,
      rescues: rescues.map((one) => one.vehiculoId),
      call: (rescue) => this.#driverOf(rescue, day.today),
      endsToday: this.#empresa.reloj === undefined,
    });
    for (const [ordenId, lineas] of await viaje.drive()) this.#bodegueros.expect({ ordenId, bodegaId, lineas });
    for (const ordenId of viaje.tried) this.lastTries.set(ordenId, vehiculoId);
  }

  /** Whoever drives a vehicle on a day: known to the company, and entrusted with it. */
  async #driverOf(vehiculoId: string, dia: string): Promise<ApiClient> {
    const { api, conductor } = this.#empresa;
    if (!conductor) return api;
    const known = this.#entrusted.get(`${vehiculoId} ${dia}`);
    if (known) return known;
    const conductorId = usualDriver(vehiculoId);
    await register(api, vehiculoId);
    await api.post(`/conductores/${conductorId}/jornadas`, { dia, vehiculoId }, `${conductorId}-${dia}`);
    const client = await conductor(conductorId);
    this.#entrusted.set(`${vehiculoId} ${dia}`, client);
    return client;
  }
}

/** The load of one journey: the same stops at the same tries. */
function signature(paradas: Plan['paradas']): string {
  return paradas
    .map(({ ordenId, intento }) => `${ordenId.slice(0, 8)}.${intento}`)
    .join('-')
    .slice(0, 150);
}
