import { type ApiClient, ApiProblem } from '#infra/clients/api/client.ts';
import type { Pedido } from '../data/dia.ts';
import { progressBar } from '../progress.ts';
import { share } from './chance.ts';
import { tolerant } from './empresa.ts';
import { inParallel } from './pool.ts';

const AT_ONCE = 16;
const CANCELLED = 0.03;
const CORRECTED = 0.03;
const OTHER_LINES = 0.05;

/** What became of orders that were sent. */
export interface Sent {
  /** Ids of the accepted orders, by their reference. */
  readonly accepted: Map<string, string>;
  /** References of the orders that the API refused, with the code. */
  readonly refused: Map<string, string>;
}

/** Sends orders, and changes some of them right after, as customers do. */
export async function send(api: ApiClient, pedidos: readonly Pedido[], { accepted, refused }: Sent): Promise<void> {
  const bar = progressBar('Órdenes enviadas  ', pedidos.length);
  await inParallel(pedidos, AT_ONCE, async (pedido) => {
    const { referencia, cuerpo } = pedido;
    try {
      const { id } = await api.post('/ordenes', cuerpo, `orden-${referencia}`);
      accepted.set(referencia, id);
      await change(api, id, pedido);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      refused.set(referencia, error.codigo || String(error.status));
    }
    bar.step();
  });
  bar.end();
}

/** A customer changes its mind. It may be too late: then the order goes its way. */
async function change(api: ApiClient, id: string, { referencia, cuerpo }: Pedido): Promise<void> {
  if (share(`cancela ${referencia}`) < CANCELLED) {
    await tolerant(api.post(`/ordenes/${id}/cancelacion`, { motivo: 'El cliente cambió de opinión' }, `cancela-${id}`));
    return;
  }
  if (share(`corrige ${referencia}`) < CORRECTED) {
    // Still one of its own: a telephone that many share has all of their messages in an hour.
    const telefono = cuerpo.destinatario.telefono.replace('+57 300', '+57 310');
    const destinatario = { ...cuerpo.destinatario, telefono };
    await tolerant(
      api.post(`/ordenes/${id}/correcciones`, { destinatario, notas: 'Llamar antes de llegar' }, `corrige-${id}`),
    );
  }
  if (share(`lineas ${referencia}`) < OTHER_LINES) {
    const lineas = cuerpo.lineas.map(({ sku, cantidad }: Linea) => ({ sku, cantidad: cantidad + 1 }));
    await tolerant(api.post(`/ordenes/${id}/correcciones`, { lineas }, `lineas-${id}`));
  }
}

interface Linea {
  readonly sku: string;
  readonly cantidad: number;
}
