import * as z from 'zod';
import { Negacion } from '#events/comun/cambioNegado.ts';
import { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { MotivoDeFallo } from '#events/comun/fallo.ts';
import { BodegaId, ClienteId, OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Coordenadas } from '#events/comun/lugar.ts';
import { Intento, Linea, Lineas, Nombres, Parte, Prioridad } from '#events/comun/pedido.ts';
import { LineaRecibida } from '#events/comun/recibida.ts';
import { Dia, Instante, Ventana } from '#events/comun/tiempo.ts';
import { CodigoDeRechazo } from '#events/ordenes/codigoDeRechazo.ts';
import { esperada } from '#events/ordenes/llegada.ts';
import { admitidas, DE_ORDEN } from './admitidas.ts';
import type { VistaOrden } from './projections/ordenes.ts';

/** An order as the API answers it. What is personal is `null` once the customer was forgotten. */
export const RespuestaOrden = z.object({
  ordenId: OrdenId,
  clienteId: ClienteId,
  referencia: z.string().optional(),
  estado: EstadoDeOrden,
  /** Its goods have left the warehouses, and are neither back nor with who received them. */
  fuera: z.boolean(),
  /** The commands that it accepts as it is. */
  admite: z.array(z.enum(DE_ORDEN)),
  destinatario: z.object({
    nombre: z.string().nullable(),
    telefono: z.string().nullable(),
    correo: z.string().nullable().optional(),
  }),
  destino: z.object({
    direccion: z.string().nullable(),
    ciudad: z.string(),
    coordenadas: Coordenadas.nullable(),
  }),
  notas: z.string().nullable().optional(),
  lineas: Lineas,
  /** What their products are called, once they are reserved. */
  nombres: Nombres.optional(),
  lineasPedidas: z.array(Linea).optional(),
  cambioNegado: z.object({ ...Negacion, motivo: z.string() }).optional(),
  ventana: Ventana.optional(),
  prioridad: Prioridad,
  bodegaId: BodegaId.optional(),
  partes: z.array(Parte).optional(),
  pesoKg: z.number().optional(),
  volumenM3: z.number().optional(),
  vehiculoId: VehiculoId.optional(),
  dia: Dia.optional(),
  rutaId: RutaId.optional(),
  /** The arrival that its plan had when the vehicle took it: until that leaves, and the plan with it, an approximate word. */
  eta: Instante.optional(),
  /** When it is expected, as everybody is told: about that arrival. */
  llegada: Ventana.optional(),
  codigo: CodigoDeRechazo.optional(),
  motivo: z.string().optional(),
  intentosFallidos: z.int().min(0),
  /** The last try that failed: why, in whose plan of what day and on which route, and whether nobody tries again. */
  ultimoFallo: z
    .object({
      intento: Intento,
      codigo: MotivoDeFallo,
      motivo: z.string(),
      vehiculoId: VehiculoId,
      dia: Dia,
      rutaId: RutaId,
      en: Instante,
      final: z.boolean(),
    })
    .optional(),
  recibidoPor: z.string().nullable().optional(),
  evidencia: z.string().optional(),
  entregadaEn: Instante.optional(),
  lineasEntregadas: z.array(Linea).optional(),
  lineasDevueltas: z.array(LineaRecibida).optional(),
  creadaEn: Instante,
  actualizadaEn: Instante,
});

/** The answer about an order. */
export function responder(v: VistaOrden): z.output<typeof RespuestaOrden> {
  const { porVolver: _, seguimiento: __, ...orden } = v;
  const llegada = v.eta === undefined ? undefined : esperada(v);
  const admite = admitidas({ ...v, final: v.ultimoFallo?.final ?? false });
  return { ...orden, fuera: estaFuera(v), admite, ...(llegada && { llegada }) } as z.output<typeof RespuestaOrden>;
}

/** Whether goods of it are in no warehouse: on the road, or after a journey that ended without delivery. */
export function estaFuera({ porVolver, estado }: VistaOrden): boolean {
  return porVolver || estado === 'enTransito';
}
