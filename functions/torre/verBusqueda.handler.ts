import { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { ordenes, type VistaOrden } from '#functions/ordenes/projections/ordenes.ts';
import { flota } from '#functions/vehiculos/projections/flota.ts';
import { answering, keptFor } from '#shared/runtime/lambda/answering.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { readAll, readPage, readView } from '#shared/runtime/views/read.ts';
import { resultados, sentidosDe } from './busqueda/busqueda.ts';
import { MAS_RESULTADOS, PreguntaBusqueda } from './busqueda/respuesta.ts';
import { ABIERTOS } from './tablero/tablero.ts';

/** How far back ended orders are looked through: for older ones one has the whole id, the reference or the customer. */
const DIAS_TERMINADAS = 2;
/** How long what was looked through is looked through again (ms): people type letter by letter. */
const VALE_MS = 5_000;

const recientes = keptFor(VALE_MS, async (): Promise<readonly VistaOrden[]> => {
  const from = new Date(Date.now() - DIAS_TERMINADAS * 86_400_000).toISOString();
  const abiertos: ReadonlySet<string> = new Set(ABIERTOS);
  const partes = EstadoDeOrden.options.map((value) =>
    readAll(
      ordenes,
      { index: 'porEstado', value, ...(!abiertos.has(value) && { from }) },
      directoryTable(ordenes.name),
    ),
  );
  return (await Promise.all(partes)).flat();
});

export const handler = answering({ scope: 'torre:leer', accepts: PreguntaBusqueda }, async ({ q }) => {
  const sentidos = sentidosDe(q);
  const { orden, telefono, placa } = sentidos;
  const entera = OrdenId.safeParse(orden).data;
  const [exacta, porReferencia, porCliente, vehiculo, mirar] = await Promise.all([
    entera && readView(ordenes, entera, directoryTable(ordenes.name)),
    unas({ index: 'porReferencia', value: q }),
    unas({ index: 'porCliente', value: q }),
    placa && readView(flota, placa, directoryTable(flota.name)),
    (orden !== undefined && !entera) || telefono !== undefined ? recientes() : [],
  ]);
  return {
    resultados: resultados(sentidos, {
      recientes: mirar,
      exacta: exacta ? exacta.state : undefined,
      porReferencia,
      porCliente,
      placa: vehiculo ? placa : undefined,
    }),
  };
});

async function unas(selection: { readonly index: string; readonly value: string }): Promise<readonly VistaOrden[]> {
  const view = directoryTable(ordenes.name);
  return (await readPage(ordenes, { selection, limit: MAS_RESULTADOS, newestFirst: true, view })).views;
}
