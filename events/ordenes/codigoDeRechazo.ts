import * as z from 'zod';

/** Why an order cannot be served; stable, callers may rely on it. */
export const CodigoDeRechazo = z.enum([
  'SKU_DESCONOCIDO',
  'INVENTARIO_INSUFICIENTE',
  /** It is heavier or bulkier than any vehicle can carry. */
  'CARGA_IMPOSIBLE',
  /** It goes farther than any warehouse serves. */
  'FUERA_DE_COBERTURA',
  /** No answer came about the stock in time. */
  'SIN_RESPUESTA',
  /** An operator gave it up before its goods had left. */
  'DECISION_DEL_OPERADOR',
]);

/** Why an order cannot be served. */
export type CodigoDeRechazo = z.output<typeof CodigoDeRechazo>;
