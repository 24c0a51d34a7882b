import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { InventarioIngresado } from '#events/bodegas/InventarioIngresado.ts';
import { ProductoRegistrado } from '#events/bodegas/ProductoRegistrado.ts';
import type { Fact } from '#shared/model/event.ts';
import { inventarioId } from './inventario.ts';

/** Two warehouses of Bogotá and two products, for tests and documentation. */
export const NORTE = 'BOG-NORTE';
export const SUR = 'BOG-SUR';
export const CAFE = 'CAFE-500';
export const CACAO = 'CACAO-250';

/** Places near each of the two. */
export const CERCA_DEL_NORTE = { lat: 4.75, lon: -74.05 };
export const CERCA_DEL_SUR = { lat: 4.59, lon: -74.13 };

const bodega = (bodegaId: string, zona: { lat: number; lon: number }) =>
  BodegaRegistrada({ bodegaId, nombre: bodegaId, ciudad: 'Bogotá', zona });

/** The directory and the catalogue, as streams. */
export const base: Readonly<Record<string, readonly Fact[]>> = {
  [`bodega#${NORTE}`]: [bodega(NORTE, { lat: 4.76, lon: -74.045 })],
  [`bodega#${SUR}`]: [bodega(SUR, { lat: 4.58, lon: -74.14 })],
  [`producto#${CAFE}`]: [ProductoRegistrado({ sku: CAFE, nombre: 'Café', pesoKg: 0.5, volumenM3: 0.001 })],
  [`producto#${CACAO}`]: [ProductoRegistrado({ sku: CACAO, nombre: 'Cacao', pesoKg: 0.25, volumenM3: 0.0005 })],
};

/** The name of the stream of a product in a warehouse. */
export const stock = (bodegaId: string, sku: string): string => `inventario#${inventarioId(bodegaId, sku)}`;

/** Goods that have come in. */
export const ingreso = (bodegaId: string, sku: string, cantidad: number) =>
  InventarioIngresado({ bodegaId, sku, cantidad });
