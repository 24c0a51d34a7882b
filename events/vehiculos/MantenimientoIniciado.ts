import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Motivo, Sitio } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** A vehicle takes no stops: it is in the workshop, or broke down on a route, which stays open with all its stops. */
export const MantenimientoIniciado = event('MantenimientoIniciado', {
  context: 'vehiculos',
  schema: z.object({ vehiculoId: VehiculoId, motivo: Motivo, rutaId: RutaId.optional(), lugar: Sitio.optional() }),
  example: { vehiculoId: EJEMPLO.vehiculoId, motivo: 'Cambio de aceite' },
});
