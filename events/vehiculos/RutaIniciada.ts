import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, ConductorId, OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Carga } from '#events/comun/pedido.ts';
import { Dia } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_PARADA, Parada } from './parada.ts';

/** A vehicle has left, to make these stops in this order. What it came back with and nobody has received is still `aBordo`, though no stop is for it. */
export const RutaIniciada = event('RutaIniciada', {
  context: 'vehiculos',
  schema: z.object({
    vehiculoId: VehiculoId,
    rutaId: RutaId,
    dia: Dia,
    bodegaId: BodegaId,
    conductorId: ConductorId.optional(),
    paradas: z.array(Parada).max(100),
    aBordo: z.array(z.strictObject({ ordenId: OrdenId, ...Carga })).max(100),
  }),
  example: {
    vehiculoId: EJEMPLO.vehiculoId,
    rutaId: EJEMPLO.rutaId,
    dia: EJEMPLO.dia,
    bodegaId: EJEMPLO.bodegaId,
    conductorId: EJEMPLO.conductorId,
    paradas: [EJEMPLO_DE_PARADA],
    aBordo: [],
  },
});
