import type { ApiClient } from '#infra/clients/api/client.ts';
import { BODEGAS } from '../data/catalogo.ts';
import { share } from './chance.ts';
import type { Plan } from './conductores.ts';
import { dayOf, hourOf, listed, tolerant } from './empresa.ts';
import { inParallel } from './pool.ts';

const AT_ONCE = 4;
/** So many planned stops are taken out by hand, and given to a vehicle by hand. */
const BY_HAND = 0.02;
/** The hours of the next day that are agreed where the wanted time has passed. */
const FROM = 9;
const UNTIL = 18;

interface Pendiente {
  readonly ordenId: string;
  readonly bodegaId: string;
  readonly intento: number;
  readonly ventana?: { readonly hasta: string };
  readonly espera: { readonly codigo: string };
}

/**
 * The dispatchers: they take stops out of plans, plan by hand what waits for them, agree on another time where the wanted one has passed, and
 * look for shorter ways once a day.
 */
export class Despacho {
  readonly #api: ApiClient;
  readonly #released = new Set<string>();
  readonly #planned = new Set<string>();

  constructor(api: ApiClient) {
    this.#api = api;
  }

  /** One look at the plans of the day that a moment is in, and at what waits. */
  async round(now: number): Promise<void> {
    const dia = dayOf(now);
    const plans = await listed<Plan>(this.#api, '/planes', { dia });
    if (!this.#planned.has(dia) && plans.length > 0) {
      this.#planned.add(dia);
      for (const { bodegaId } of BODEGAS)
        await tolerant(this.#api.post('/rutas/planificacion', { bodegaId, dia }, `planifica-${bodegaId}-${dia}`));
    }
    await inParallel(plans, AT_ONCE, (plan) => this.#release(plan));
    const waiting = await listed<Pendiente>(this.#api, '/entregas/pendientes');
    const byHand = waiting.filter(({ espera }) => espera.codigo === 'LIBERADA');
    await inParallel(byHand, AT_ONCE, (one) => this.#assign(one, plans));
    const missed = waiting.filter(({ ventana }) => ventana !== undefined && Date.parse(ventana.hasta) < now);
    await inParallel(missed, AT_ONCE, (one) => this.#agree(one, now));
  }

  /** Nobody could bring it in the wanted time: another one is agreed with the customer. */
  async #agree({ ordenId }: Pendiente, now: number): Promise<void> {
    const [desde, hasta] = [FROM, UNTIL].map((hour) => new Date(hourOf(now, { days: 1, hour })).toISOString());
    const key = `acuerda-${ordenId}-${desde}`;
    await tolerant(this.#api.post(`/ordenes/${ordenId}/reprogramacion`, { ventana: { desde, hasta } }, key));
  }

  async #release({ vehiculoId, dia, paradas }: Plan): Promise<void> {
    for (const { ordenId } of paradas) {
      if (this.#released.has(ordenId) || share(`a mano ${ordenId}`) >= BY_HAND) continue;
      this.#released.add(ordenId);
      await tolerant(
        this.#api.post(`/vehiculos/${vehiculoId}/planes/${dia}/paradas/${ordenId}/liberacion`, {}, `libera-${ordenId}`),
      );
    }
  }

  async #assign({ ordenId, intento }: Pendiente, plans: readonly Plan[]): Promise<void> {
    for (const { vehiculoId, dia } of plans) {
      const key = `asigna-${ordenId}-${intento}-${vehiculoId}-${dia}`;
      const body = { ordenId, fija: true };
      if (await tolerant(this.#api.post(`/vehiculos/${vehiculoId}/planes/${dia}/paradas`, body, key))) return;
    }
  }
}
