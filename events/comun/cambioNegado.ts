import * as z from 'zod';
import { Falta } from './pedido.ts';

/** Why an order does not get the other goods that it wanted. */
export const CodigoSinCambio = z.enum([
  'SKU_DESCONOCIDO',
  'INVENTARIO_INSUFICIENTE',
  /** It would be heavier or bulkier than any vehicle can carry. */
  'CARGA_IMPOSIBLE',
  /** It goes farther than any warehouse serves: its destination was corrected since. */
  'FUERA_DE_COBERTURA',
  /** Goods of the order have left their warehouse, or a vehicle is on its way to fetch them. */
  'MERCANCIA_FUERA',
]);

/** Why an order does not get the other goods that it wanted. */
export type CodigoSinCambio = z.output<typeof CodigoSinCambio>;

/** Why an order keeps its goods: `faltantes` says how many of which product cannot be had; of none when that is not the reason. */
export const Negacion = { codigo: CodigoSinCambio, faltantes: z.array(Falta).max(50) };

/** The sentence that a person reads for each reason, without a full stop. */
export const FRASES_SIN_CAMBIO: Readonly<Record<CodigoSinCambio, string>> = {
  SKU_DESCONOCIDO: 'Hay productos que no están registrados',
  INVENTARIO_INSUFICIENTE: 'No hay inventario suficiente',
  CARGA_IMPOSIBLE: 'Ningún vehículo de la flota puede llevar todo lo pedido',
  FUERA_DE_COBERTURA: 'Ninguna bodega atiende un lugar tan lejano',
  MERCANCIA_FUERA: 'La mercancía de la orden ya salió, o un vehículo va por ella',
};
