import { Posicion } from '#events/vehiculos/posicion.ts';
import { UbicacionRegistrada } from '#events/vehiculos/UbicacionRegistrada.ts';
import { liveEvents } from '#shared/model/live.ts';

/** Where vehicles are, for those who run them and for whoever drives one. A customer asks for that of its own order. */
export const ubicacionesEnVivo = liveEvents({
  vista: 'ubicaciones',
  of: UbicacionRegistrada,
  scope: 'vehiculos:leer',
  topics: { vehiculo: ({ vehiculoId }) => vehiculoId, bodega: ({ bodegaId }) => bodegaId },
  driver: ({ conductorId }) => conductorId,
  shape: ({ coordenadas, registradaEn }) => ({ coordenadas, registradaEn }),
  answers: Posicion,
});
