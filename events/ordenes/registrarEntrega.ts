import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Cambio, Intento } from '#events/comun/pedido.ts';
import { Nombre, Referencia } from '#events/comun/texto.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { personal } from '#shared/model/personal.ts';
import { request } from '#shared/model/request.ts';

/** Tells an order that it was delivered. Carries the whole journey, since this may arrive before it. */
export const registrarEntrega = request('registrarEntrega', {
  context: 'ordenes',
  schema: z.object({
    ordenId: OrdenId,
    vehiculoId: VehiculoId,
    rutaId: RutaId,
    intento: Intento,
    cambio: Cambio,
    recibidoPor: personal(Nombre),
    evidencia: Referencia,
    entregadaEn: Instante,
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    vehiculoId: EJEMPLO.vehiculoId,
    rutaId: EJEMPLO.rutaId,
    intento: 1,
    cambio: 0,
    recibidoPor: 'Ana Rojas',
    evidencia: 's3://evidencias/0f8fad5b.jpg',
    entregadaEn: EJEMPLO.eta,
  },
});
