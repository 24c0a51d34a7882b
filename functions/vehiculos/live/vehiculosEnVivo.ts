import { liveRows } from '#shared/model/live.ts';
import { flota } from '../projections/flota.ts';
import { listarVehiculos } from '../queries/listarVehiculos.ts';

/** The fleet; a driver gets the own vehicle while its route is on. */
export const vehiculosEnVivo = liveRows({
  vista: 'vehiculos',
  of: flota,
  query: listarVehiculos,
  topics: { vehiculo: ({ vehiculoId }) => vehiculoId, bodega: ({ bodegaId }) => bodegaId },
  driver: ({ ruta }) => ruta?.conductorId,
});
