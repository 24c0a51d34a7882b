import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { RutaId, VehiculoId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { EJEMPLO_DE_PARADA, Parada } from './parada.ts';

/** A vehicle on the road has one stop more, its last one: a further attempt with goods that it has aboard, or one taken over from another vehicle. */
export const ParadaAgregada = event('ParadaAgregada', {
  context: 'vehiculos',
  schema: z.object({ vehiculoId: VehiculoId, rutaId: RutaId, parada: Parada }),
  example: {
    vehiculoId: EJEMPLO.vehiculoId,
    rutaId: EJEMPLO.rutaId,
    parada: { ...EJEMPLO_DE_PARADA, intento: 2, aBordo: true },
  },
});
