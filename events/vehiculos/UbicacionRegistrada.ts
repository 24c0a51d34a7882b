import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { Coordenadas } from '#events/comun/lugar.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';

/** Where a vehicle was at a moment. */
export const UbicacionRegistrada = event('UbicacionRegistrada', {
  context: 'vehiculos',
  schema: z.object({ vehiculoId: VehiculoId, coordenadas: Coordenadas, registradaEn: Instante }),
  example: { vehiculoId: EJEMPLO.vehiculoId, coordenadas: { lat: 4.70512, lon: -74.05831 }, registradaEn: EJEMPLO.eta },
});
