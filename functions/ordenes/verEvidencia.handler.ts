import { evidenciaDe } from '#events/vehiculos/evidencia.ts';
import { fault } from '#shared/runtime/fault.ts';
import { addressToGet } from '#shared/runtime/files/addresses.ts';
import { callerFor } from '#shared/runtime/lambda/caller.ts';
import { answer, questionOf } from '#shared/runtime/lambda/http.ts';
import { httpFunction } from '#shared/runtime/lambda/middleware.ts';
import { validate } from '#shared/runtime/validate.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { readView } from '#shared/runtime/views/read.ts';
import { PreguntaPorEvidencia, SEGUNDOS_PARA_VER } from './evidencia.ts';
import { ordenes, type VistaOrden } from './projections/ordenes.ts';

const MAY = { scope: 'ordenes:leer', forCustomers: true };

/**
 * Signs an address at which the proof of an order is seen, for operators and the order's customer. That of a customer who
 * was forgotten is not there, whether its picture is deleted yet or not.
 */
export const handler = httpFunction(async (event) => {
  const { clienteId } = await callerFor(MAY, event);
  const { ordenId } = validate(PreguntaPorEvidencia, questionOf(event, PreguntaPorEvidencia.shape));
  const orden: VistaOrden | undefined = (await readView(ordenes, ordenId, directoryTable(ordenes.name)))?.state;
  const ajena = clienteId !== undefined && orden?.clienteId !== clienteId;
  if (!orden || ajena) throw fault('NO_EXISTE', { detail: 'La orden no existe.' });
  const { evidencia = '', destino } = orden;
  const guardada = evidenciaDe(evidencia, orden);
  if (!guardada || destino.direccion === null)
    throw fault('NO_EXISTE', { detail: 'No se guarda aquí una prueba de entrega de esta orden.' });
  const { clave: key, tipo } = guardada;
  const hasta = new Date(Date.now() + SEGUNDOS_PARA_VER * 1_000).toISOString();
  const url = await addressToGet({ key, type: tipo }, SEGUNDOS_PARA_VER);
  return answer(200, { ordenId, evidencia, tipo, url, hasta }, { 'Cache-Control': 'no-store' });
});
