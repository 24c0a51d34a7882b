import * as z from 'zod';

/**
 * Why an order has no place in a plan: no vehicle works then; none that could carry it has room; none comes in its window;
 * its warehouse is closed; it is larger than any vehicle; the vehicle that has its goods cannot take it yet; its day is
 * planned on the eve; or a person took it out, and decides.
 */
export const CodigoSinPlan = z.enum([
  'SIN_VEHICULOS',
  'SIN_CAPACIDAD',
  'VENTANA_IMPOSIBLE',
  'BODEGA_CERRADA',
  'CARGA_GRANDE',
  'MERCANCIA_EN_VEHICULO',
  'DIA_POR_PLANIFICAR',
  'LIBERADA',
]);

/** Why an order has no place in a plan. */
export type CodigoSinPlan = z.output<typeof CodigoSinPlan>;
