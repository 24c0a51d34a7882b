import * as z from 'zod';
import { Alcance } from '#events/bodegas/alcance.ts';
import { EsperaMaxima } from '#events/bodegas/espera.ts';
import { Calendario } from '#events/comun/calendario.ts';
import { BodegaId, OrdenId, Sku } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Instante } from '#events/comun/tiempo.ts';
import type { VistaInventario } from './projections/inventario.ts';

/** What a warehouse has of a product, as the API answers it. */
export const RespuestaInventario = z.object({
  bodegaId: BodegaId,
  sku: Sku,
  existencias: z.int().min(0),
  reservadas: z.int().min(0),
  danadas: z.int().min(0),
  disponibles: z.int().min(0),
  actualizadoEn: Instante,
});

/** The answer about a stock item. */
export function responderInventario(v: VistaInventario): z.output<typeof RespuestaInventario> {
  const { inventarioId: _, falta: __, faltan: ___, faltaDesde: ____, ...respuesta } = v;
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
  calendario: Calendario.optional(),
  esperaMaximaMin: EsperaMaxima.optional(),
  alcanceKm: Alcance.optional(),
  registradaEn: Instante,
});

/** Units of a product that an order holds in a warehouse, and since when, as the API answers it. */
export const RespuestaRetencion = z.object({ ordenId: OrdenId, desde: Instante, reservadas: z.int().min(1) });
