import * as z from 'zod';
import { BodegaId, Sku } from './ids.ts';
import { Nombre } from './texto.ts';

/** Pieces of a product: at least one, at most a thousand in a line. */
export const Cantidad = z.int().min(1).max(1000);

/** A product and how many of it are wanted. */
export const Linea = z.strictObject({ sku: Sku, cantidad: Cantidad });

/** A product and how many of it are wanted. */
export type Linea = z.output<typeof Linea>;

/** A product of which there is too little, and how many are missing; without a name where there is no such product. */
export const Falta = Linea.extend({ nombre: Nombre.optional() });

/** A product of which there is too little. */
export type Falta = z.output<typeof Falta>;

/** A product and what it is called. */
export const Nombrado = z.strictObject({ sku: Sku, nombre: Nombre });

/** A product and what it is called. */
export type Nombrado = z.output<typeof Nombrado>;

/** What products are called, each once: people read names. As they were called then; a correction changes none that was told. */
export const Nombres = z.array(Nombrado).max(50);

/** What an order asks for: each product once. */
export const Lineas = z
  .array(Linea)
  .min(1)
  .max(50)
  .refine((lineas) => new Set(lineas.map(({ sku }) => sku)).size === lineas.length, {
    error: 'cada SKU debe aparecer una sola vez',
  });

/** What one warehouse gives to an order. */
export const Parte = z.strictObject({ bodegaId: BodegaId, sku: Sku, cantidad: Cantidad });

/** What one warehouse gives to an order. */
export type Parte = z.output<typeof Parte>;

/** What the goods of an order weigh and measure, in all. */
export const Carga = { pesoKg: z.number().min(0).max(1e9), volumenM3: z.number().min(0).max(1e7) };

/** What warehouses give to an order: at most its fifty lines, each from ten of them. */
export const Partes = z.array(Parte).min(1).max(500);

/** How urgent an order is. */
export const Prioridad = z.enum(['normal', 'alta']);

/** Which try to deliver an order this is, from 1. */
export const Intento = z.int().min(1).max(1000);

/** How often somebody tries to deliver an order. */
export const MAX_INTENTOS = 3;

/** How many times the vehicle of an attempt was changed: of two assignments of an attempt, the greater is the newer. */
export const Cambio = z.int().min(0).max(1_000_000);

/** Units of a product that were counted in a warehouse. */
export const Conteo = z.int().min(0).max(1_000_000);

/** Units of a product in a warehouse. */
export const Unidades = z.int().min(1).max(1_000_000);
