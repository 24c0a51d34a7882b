import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { Lineas } from '#events/comun/pedido.ts';
import { Nombre, Referencia } from '#events/comun/texto.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { personal } from '#shared/model/personal.ts';

/** What was handed over, to whom, when, and the proof of it. `completa`: it was all that the order asked for. */
export const Entregado = {
  recibidoPor: personal(Nombre),
  evidencia: Referencia,
  entregadaEn: Instante,
  lineas: Lineas,
  completa: z.boolean(),
};

/** What was handed over in examples: all. */
export const ENTREGADO = {
  recibidoPor: 'Ana Rojas',
  evidencia: 's3://evidencias/0f8fad5b.jpg',
  entregadaEn: EJEMPLO.eta,
  lineas: [{ sku: EJEMPLO.sku, cantidad: 2 }],
  completa: true,
};
