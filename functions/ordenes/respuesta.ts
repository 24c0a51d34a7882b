import * as z from 'zod';
import { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { BodegaId, ClienteId, OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Coordenadas } from '#events/comun/lugar.ts';
import { Lineas, Parte, Prioridad } from '#events/comun/pedido.ts';
import { Instante, Ventana } from '#events/comun/tiempo.ts';
import { CodigoDeRechazo } from '#events/ordenes/codigoDeRechazo.ts';
import type { VistaOrden } from './projections/ordenes.ts';

/** An order as the API answers it. What is personal is `null` once the customer was forgotten. */
export const RespuestaOrden = z.object({
  ordenId: OrdenId,
  clienteId: ClienteId,
  estado: EstadoDeOrden,
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
  lineas: Lineas,
  ventana: Ventana.optional(),
  prioridad: Prioridad,
  bodegaId: BodegaId.optional(),
  partes: z.array(Parte).optional(),
  pesoKg: z.number().optional(),
  volumenM3: z.number().optional(),
  vehiculoId: VehiculoId.optional(),
  rutaId: RutaId.optional(),
  eta: Instante.optional(),
  codigo: CodigoDeRechazo.optional(),
  motivo: z.string().optional(),
  intentosFallidos: z.int().min(0),
  recibidoPor: z.string().nullable().optional(),
  evidencia: z.string().optional(),
  entregadaEn: Instante.optional(),
  creadaEn: Instante,
  actualizadaEn: Instante,
});

/** The answer about an order: the view as it is. */
export function responder(v: VistaOrden): z.output<typeof RespuestaOrden> {
  return { ...v, lineas: [...v.lineas] } as z.output<typeof RespuestaOrden>;
}
