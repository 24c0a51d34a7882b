import * as z from 'zod';
import { BodegaId, Sku } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Instante } from '#events/comun/tiempo.ts';
import type { VistaInventario } from './projections/inventario.ts';

/** What a warehouse has of a product, as the API answers it. */
export const RespuestaInventario = z.object({
  bodegaId: BodegaId,
  sku: Sku,
  existencias: z.int().min(0),
  reservadas: z.int().min(0),
  disponibles: z.int().min(0),
  actualizadoEn: Instante,
});

/** The answer about a stock item. */
export function responderInventario(v: VistaInventario): z.output<typeof RespuestaInventario> {
  const { inventarioId: _, ...respuesta } = v;
  return respuesta;
}

/** A product, as the API answers it. */
export const RespuestaProducto = z.object({
  sku: Sku,
  nombre: z.string(),
  pesoKg: z.number().min(0),
  volumenM3: z.number().min(0),
  registradoEn: Instante,
});

/** A warehouse, as the API answers it. */
export const RespuestaBodega = z.object({
  bodegaId: BodegaId,
  nombre: z.string(),
  ciudad: z.string(),
  zona: Zona,
  registradaEn: Instante,
});
