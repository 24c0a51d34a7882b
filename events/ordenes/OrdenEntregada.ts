import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId, OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Nombre, Referencia } from '#events/comun/texto.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';
import { personal } from '#shared/model/personal.ts';

/** An order is in the hands of who received it. */
export const OrdenEntregada = event('OrdenEntregada', {
  context: 'ordenes',
  subject: 'clienteId',
  schema: z.object({
    ordenId: OrdenId,
    clienteId: ClienteId,
    vehiculoId: VehiculoId,
    recibidoPor: personal(Nombre),
    evidencia: Referencia,
    entregadaEn: Instante,
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    clienteId: EJEMPLO.clienteId,
    vehiculoId: EJEMPLO.vehiculoId,
    recibidoPor: 'Ana Rojas',
    evidencia: 's3://evidencias/0f8fad5b.jpg',
    entregadaEn: EJEMPLO.eta,
  },
});
