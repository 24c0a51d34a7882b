import { diaEnColombia, segundosEntre } from '#events/comun/tiempo.ts';
import { type Posicion, ubicaciones } from '#events/vehiculos/posicion.ts';
import { analitica } from '#functions/analitica/projections/analitica.ts';
import { bodegas, type VistaBodega } from '#functions/bodegas/projections/bodegas.ts';
import { inventario } from '#functions/bodegas/projections/inventario.ts';
import { ordenes } from '#functions/ordenes/projections/ordenes.ts';
import { entregas, type VistaEntrega } from '#functions/vehiculos/projections/entregas.ts';
import { flota, type VistaVehiculo } from '#functions/vehiculos/projections/flota.ts';
import { answering, keptFor } from '#shared/runtime/lambda/answering.ts';
import { deadLettersOf, queueNames } from '#shared/runtime/queues/depths.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { latestOf } from '#shared/runtime/views/latest.ts';
import { readAll } from '#shared/runtime/views/read.ts';
import { SILENCIO_S } from './tablero/asuntos.ts';
import { PreguntaTablero } from './tablero/respuesta.ts';
import { ABIERTOS, tablero } from './tablero/tablero.ts';

/** How long what was read is answered again (ms): every open page asks. */
const VALE_MS = 3_000;
/** An order that was refused is told of for so long after its creation (ms): nothing else about it changes any more. */
const RECIENTE_MS = 86_400_000;

const leer = keptFor(VALE_MS, async () => {
  const now = new Date().toISOString();
  const dia = diaEnColombia(now);
  const [abiertas, rechazadas, pendientes, vehiculos, faltantes, regresos, totales, muertos] = await Promise.all([
    Promise.all(ABIERTOS.map((value) => filas(ordenes, { index: 'porEstado', value }))),
    filas(ordenes, {
      index: 'porEstado',
      value: 'rechazada',
      from: new Date(Date.parse(now) - RECIENTE_MS).toISOString(),
    }),
    filas(entregas, { index: 'porEspera', value: 'si' }),
    filas(flota, {}),
    filas(inventario, { index: 'porFalta', value: 'si' }),
    regresosDe(filas(bodegas, {})),
    filas(analitica, { value: dia, from: `${dia}|ordenes|`, to: `${dia}|ordenes|\uffff` }),
    Promise.all(queueNames().dead.map(async (funcion) => ({ funcion, mensajes: await deadLettersOf(funcion) }))),
  ]);
  const posiciones = await posicionesDe(vehiculos, now);
  const leido = {
    abiertas: abiertas.flat(),
    rechazadas,
    pendientes,
    vehiculos,
    faltantes,
    regresos,
    posiciones,
    totales,
    muertos,
  };
  return tablero(leido, now);
});

export const handler = answering({ scope: 'torre:leer', accepts: PreguntaTablero }, leer);

function filas(...[of, selection]: Parameters<typeof readAll>): Promise<any[]> {
  return readAll(of, selection, directoryTable(of.name));
}

async function regresosDe(leidas: Promise<readonly VistaBodega[]>): Promise<readonly VistaEntrega[]> {
  const deUna = ({ bodegaId }: VistaBodega) => filas(entregas, { index: 'porRegreso', value: bodegaId });
  return (await Promise.all((await leidas).map(deUna))).flat();
}

/** When vehicles last told where they were. One that did a while ago need not be asked for again: it is not silent yet. */
const oidas = new Map<string, string>();

async function posicionesDe(vehiculos: readonly VistaVehiculo[], now: string): Promise<ReadonlyMap<string, string>> {
  const enRuta = vehiculos.filter(({ ruta }) => ruta).map(({ vehiculoId }) => vehiculoId);
  const calladas = enRuta.filter((id) => segundosEntre(oidas.get(id) ?? '1970-01-01', now) >= SILENCIO_S);
  await Promise.all(
    calladas.map(async (id) => {
      const ultima = (await latestOf(ubicaciones, id)) as Posicion | undefined;
      if (ultima) oidas.set(id, ultima.registradaEn);
    }),
  );
  return oidas;
}
