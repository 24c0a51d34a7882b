import { answering, keptFor } from '#shared/runtime/lambda/answering.ts';
import { deadLettersOf, depthOf, queueNames } from '#shared/runtime/queues/depths.ts';
import { markOf, viewNames } from '#shared/runtime/views/lag.ts';
import { PreguntaSistema } from './respuesta.ts';
import { type ColaVista, salud, type VistaVista } from './salud.ts';

/** How long what was read is answered again (ms): every open page asks. */
const VALE_MS = 3_000;

/** Since when messages have been seen in each queue without a break. SQS tells the age of a message by its metrics alone. */
const desdeCuando = new Map<string, string>();

const leer = keptFor(VALE_MS, async () => {
  const now = new Date().toISOString();
  const { fed, dead } = queueNames();
  const [colas, vistas] = await Promise.all([
    Promise.all(dead.map((funcion) => colaDe(funcion, fed.includes(funcion), now))),
    Promise.all(Object.entries(viewNames()).map(vistaDe)),
  ]);
  return salud(colas, vistas, now);
});

export const handler = answering({ scope: 'sistema:leer', accepts: PreguntaSistema }, leer);

async function colaDe(funcion: string, tieneCola: boolean, now: string): Promise<ColaVista> {
  const nada = { esperan: 0, enCurso: 0, aplazados: 0 };
  const [cola, muertos] = await Promise.all([tieneCola ? depthOf(funcion) : nada, deadLettersOf(funcion)]);
  if (cola.esperan + cola.enCurso + cola.aplazados === 0) desdeCuando.delete(funcion);
  else if (!desdeCuando.has(funcion)) desdeCuando.set(funcion, now);
  return { funcion, ...cola, muertos, desde: desdeCuando.get(funcion) };
}

async function vistaDe([vista, name]: [string, ReturnType<typeof viewNames>[string]]): Promise<VistaVista> {
  const { of: de, generation: generacion } = name;
  const mark = await markOf(vista, name);
  const servida = mark === undefined || mark.listas.includes(generacion) ? generacion : mark.activa;
  return { vista, de, generacion, servida };
}
