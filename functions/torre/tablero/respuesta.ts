import * as z from 'zod';
import { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { BodegaId, OrdenId, Sku, VehiculoId } from '#events/comun/ids.ts';
import { Dia, Instante } from '#events/comun/tiempo.ts';

/** What one asks the board: nothing. */
export const PreguntaTablero = z.strictObject({});

/** Rows of attention in one answer; how many more there are is told. */
export const MAS_ASUNTOS = 200;

/** What needs a person, where, since when, and what might be done about it. */
export const Asunto = z.object({
  clase: z.enum([
    'mensajesMuertos',
    'averia',
    'porDecidir',
    'rechazada',
    'fallida',
    'reintento',
    'retrasada',
    'faltante',
    'porRecibir',
    'silencio',
    'sinPlan',
  ]),
  gravedad: z.enum(['alta', 'media']),
  titulo: z.string(),
  detalle: z.string().optional(),
  desde: Instante.optional(),
  ordenId: OrdenId.optional(),
  /** The order as people call it: its title does not name it. */
  orden: z.string().optional(),
  vehiculoId: VehiculoId.optional(),
  bodegaId: BodegaId.optional(),
  ciudad: z.string().optional(),
  /** The product that is missing. */
  sku: Sku.optional(),
  /** The function whose messages are dead. */
  funcion: z.string().optional(),
  accion: z.string(),
});

/** What needs a person. */
export type Asunto = z.output<typeof Asunto>;

/** The board, as the API answers it. */
export const RespuestaTablero = z.object({
  dia: Dia,
  porEstado: z.record(EstadoDeOrden, z.int().min(0)),
  atencion: z.array(Asunto).max(MAS_ASUNTOS),
  /** How many rows there are beyond those that are told. */
  mas: z.int().min(0),
});

/** The board. */
export type Tablero = z.output<typeof RespuestaTablero>;
