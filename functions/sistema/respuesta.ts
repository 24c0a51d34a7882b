import * as z from 'zod';
import { OrdenId } from '#events/comun/ids.ts';
import { Instante } from '#events/comun/tiempo.ts';

const Cuenta = z.int().min(0);
const Estado = z.enum(['bien', 'atrasada', 'mal']);

/** What one asks the system: nothing. */
export const PreguntaSistema = z.strictObject({});

const Cola = z.object({
  /** The function that the queue feeds. */
  funcion: z.string(),
  estado: Estado,
  esperan: Cuenta,
  enCurso: Cuenta,
  /** Put back for a while, to be tried again. */
  aplazados: Cuenta,
  muertos: Cuenta,
  /** Since when this function has seen messages wait there without a break; it may be longer. */
  conMensajesDesde: Instante.optional(),
});

const Vista = z.object({
  vista: z.string(),
  estado: Estado,
  /** Of which streams it shows rows; a timeline shows lines of many. */
  de: z.string().optional(),
  esperan: Cuenta,
  muertos: Cuenta,
  /** The fold that the functions have, and the one that is answered from: another while views are filled anew. */
  generacion: z.string(),
  servida: z.string(),
});

/** The health of the system, as the API answers it: the worst first. */
export const RespuestaSistema = z.object({
  estado: Estado,
  /** What an operator is to look at. */
  alarmas: z.array(z.object({ funcion: z.string(), que: z.string(), desde: Instante.optional() })),
  colas: z.array(Cola),
  vistas: z.array(Vista),
});

/** Of which order. */
export const PreguntaPorOrden = z.strictObject({ ordenId: OrdenId });

/** How far each view has come with the streams of an order: those that are behind first. */
export const RespuestaVistas = z.object({
  ordenId: OrdenId,
  vistas: z.array(
    z.object({
      vista: z.string(),
      flujo: z.string(),
      version: Cuenta,
      versionDelRegistro: Cuenta,
      /** Of the first version that it does not show. */
      atrasadaDesde: Instante.optional(),
      /** Where that is, as far as can be known: the queue does not tell of which streams its messages are. */
      donde: z.enum(['alDia', 'enCamino', 'enCola', 'mensajesMuertos']),
      explicacion: z.string(),
    }),
  ),
});
