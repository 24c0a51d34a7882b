import * as z from 'zod';

/** Why an order cannot be served; stable, callers may rely on it. */
export const CodigoDeRechazo = z.enum([
  'SKU_DESCONOCIDO',
  'INVENTARIO_INSUFICIENTE',
  /** No answer came about the stock in time. */
  'SIN_RESPUESTA',
  /** No vehicle could take it, in all the tries. */
  'SIN_VEHICULO',
  /** No vehicle can arrive in the wanted window. */
  'VENTANA_IMPOSIBLE',
  /** It was assigned, but its route never started. */
  'SIN_DESPACHO',
]);

/** Why an order cannot be served. */
export type CodigoDeRechazo = z.output<typeof CodigoDeRechazo>;
