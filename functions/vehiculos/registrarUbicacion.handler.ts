import { ubicaciones } from '#events/vehiculos/posicion.ts';
import { batchWrite } from '#shared/runtime/batchWrite.ts';
import { variable } from '#shared/runtime/environment.ts';
import { fault } from '#shared/runtime/fault.ts';
import { callerFor } from '#shared/runtime/lambda/caller.ts';
import { answer, inputOf } from '#shared/runtime/lambda/http.ts';
import { httpFunction } from '#shared/runtime/lambda/middleware.ts';
import { validate } from '#shared/runtime/validate.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { measured } from '#shared/runtime/views/latest.ts';
import { readView } from '#shared/runtime/views/read.ts';
import { flota, type VistaVehiculo } from './projections/flota.ts';
import { DIAS_GUARDADAS, posicionesDe, Ubicaciones } from './ubicaciones.ts';

const MAY = { scope: 'vehiculos:escribir', forDrivers: true };

/**
 * Keeps where a vehicle was. The newest position by its own time is the last known one, in whatever order they come; one
 * that comes twice is kept once. To a driver, a vehicle whose route is not the own one is not there.
 */
export const handler = httpFunction(async (event) => {
  const actor = await callerFor(MAY, event);
  const enviadas = validate(Ubicaciones, inputOf(event));
  const { vehiculoId } = enviadas;
  const v: VistaVehiculo | undefined = (await readView(flota, vehiculoId, directoryTable(flota.name)))?.state;
  const ajeno = actor.conductorId !== undefined && v?.ruta?.conductorId !== actor.conductorId;
  if (!v || ajeno) throw fault('NO_EXISTE', { detail: 'El vehículo no existe.' });
  const guardadas = posicionesDe(enviadas, new Date().toISOString());
  await batchWrite(
    variable('VIEW_TABLE'),
    guardadas.map((una) => measured(ubicaciones, { of: vehiculoId, at: una.registradaEn, value: una }, DIAS_GUARDADAS)),
  );
  return answer(200, { guardadas: guardadas.length });
});
