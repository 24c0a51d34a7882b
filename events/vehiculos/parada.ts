import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, OrdenId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Cambio, Carga, Intento, Prioridad } from '#events/comun/pedido.ts';
import { Instante, Ventana } from '#events/comun/tiempo.ts';
import type { Opaque } from '#shared/model/personal.ts';

/** Warehouses. */
export const Bodegas = z.array(BodegaId).max(50);

/**
 * A stop of a plan, and of the route that begins with it: an attempt to deliver an order, and which of its places in plans
 * this is (`cambio`, from 0), so that it can be moved without a look at the delivery. `recogidas` are the warehouses,
 * other than the vehicle's own, where goods of it are still to be fetched before. Of one that is `aBordo`, the vehicle has
 * goods already, from an earlier attempt: all, or those that are not to be fetched. Of one that is `fija`, no planning changes the vehicle or the place in the order.
 */
export const Parada = z.strictObject({
  ordenId: OrdenId,
  bodegaId: BodegaId,
  zona: Zona,
  ...Carga,
  ventana: Ventana.optional(),
  prioridad: Prioridad,
  intento: Intento,
  cambio: Cambio,
  eta: Instante,
  recogidas: z.array(z.strictObject({ bodegaId: BodegaId, zona: Zona })).max(50),
  aBordo: z.boolean(),
  fija: z.boolean(),
});

/** A stop of a plan or a route. */
export type Parada = Opaque<z.output<typeof Parada>>;

/** A stop, for examples. */
export const EJEMPLO_DE_PARADA = {
  ordenId: EJEMPLO.ordenId,
  bodegaId: EJEMPLO.bodegaId,
  zona: EJEMPLO.zona,
  ...EJEMPLO.carga,
  ventana: EJEMPLO.ventana,
  prioridad: 'normal' as const,
  intento: 1,
  cambio: 0,
  eta: EJEMPLO.eta,
  recogidas: [],
  aBordo: false,
  fija: false,
};
