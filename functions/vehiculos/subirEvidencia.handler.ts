import { randomUUID } from 'node:crypto';
import { claveNueva, referenciaA } from '#events/vehiculos/evidencia.ts';
import { fault } from '#shared/runtime/fault.ts';
import { addressToPut } from '#shared/runtime/files/addresses.ts';
import { callerFor } from '#shared/runtime/lambda/caller.ts';
import { answer, inputOf } from '#shared/runtime/lambda/http.ts';
import { httpFunction } from '#shared/runtime/lambda/middleware.ts';
import { validate } from '#shared/runtime/validate.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { readView } from '#shared/runtime/views/read.ts';
import { viajeCon } from './entrega.ts';
import { EvidenciaPorSubir, SEGUNDOS_PARA_SUBIR } from './evidencia.ts';
import { entregas, type VistaEntrega } from './projections/entregas.ts';
import { flota, type VistaVehiculo } from './projections/flota.ts';
import { esAjeno } from './ruta.ts';

const MAY = { scope: 'vehiculos:escribir', forDrivers: true };

/**
 * Signs an address to which a proof of this delivery can be brought: of this type and size, by this name. To a driver, a
 * delivery of another one's route is not there. Of a customer who was forgotten no proof is taken any more.
 */
export const handler = httpFunction(async (event) => {
  const actor = await callerFor(MAY, event);
  const { vehiculoId, ordenId, tipo, bytes } = validate(EvidenciaPorSubir, inputOf(event));
  const [fila, vehiculo] = await Promise.all([
    readView(entregas, ordenId, directoryTable(entregas.name)),
    readView(flota, vehiculoId, directoryTable(flota.name)),
  ]);
  const entrega: VistaEntrega | undefined = fila?.state;
  const { ruta }: Partial<VistaVehiculo> = vehiculo?.state ?? {};
  const viaje = entrega && viajeCon(entrega.entrega, vehiculoId);
  // Who drives the route now may be another than who left with it.
  const conductorId = ruta?.rutaId === viaje?.rutaId ? ruta?.conductorId : viaje?.conductorId;
  if (!entrega || !viaje || esAjeno(actor, conductorId))
    throw fault('NO_EXISTE', { detail: 'La orden no es una parada de ese vehículo.' });
  if (entrega.direccion === null) throw fault('CLIENTE_OLVIDADO');
  const key = claveNueva(entrega, randomUUID(), tipo);
  const hasta = new Date(Date.now() + SEGUNDOS_PARA_SUBIR * 1_000).toISOString();
  const url = await addressToPut({ key, type: tipo, bytes }, SEGUNDOS_PARA_SUBIR);
  const body = { evidencia: referenciaA(key), url, metodo: 'PUT', encabezados: { 'Content-Type': tipo }, hasta };
  return answer(200, body, { 'Cache-Control': 'no-store' });
});
