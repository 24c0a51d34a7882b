import * as z from 'zod';
import { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { Sku } from '#events/comun/ids.ts';
import { Ciudad } from '#events/comun/texto.ts';
import { conRango } from '#events/comun/tiempo.ts';
import { reportQuery } from '#shared/model/query.ts';
import { diasEntre, MAS_DIAS } from '../dias.ts';
import { analitica } from '../projections/analitica.ts';
import { resumir } from '../resumen.ts';

const PorEstado = z.record(EstadoDeOrden, z.int().min(0));
const Tasa = z.number().min(0).max(1).nullable();

/** The figures of the orders that were created in some days (of Colombia, both included), at most three months. */
export const verAnalitica = reportQuery({
  of: analitica,
  http: 'GET /analitica',
  scope: 'analitica:leer',
  docs: {
    summary: 'Cifras de un período',
    description:
      'Órdenes por estado, cumplimiento, puntualidad, tiempos de entrega y productos más pedidos, entre dos días y, si se quiere, de una ciudad.',
  },
  accepts: conRango(
    z.strictObject({
      desde: z.iso.date(),
      hasta: z.iso.date(),
      ciudad: Ciudad.optional(),
      top: z.int().min(1).max(100).default(10),
    }),
  ).refine(({ desde, hasta }) => diasEntre(desde, hasta).length <= MAS_DIAS, {
    error: `Se pueden pedir hasta ${MAS_DIAS} días`,
    path: ['hasta'],
  }),
  example: { desde: '2030-01-01', hasta: '2030-01-31' },
  answers: z.object({
    desde: z.iso.date(),
    hasta: z.iso.date(),
    ciudad: z.string().optional(),
    ordenes: z.int().min(0),
    porEstado: PorEstado,
    porDiaYCiudad: z.array(
      z.object({ dia: z.iso.date(), ciudad: z.string(), ordenes: z.int().min(1), porEstado: PorEstado }),
    ),
    tasaDeSurtido: Tasa,
    tasaATiempo: Tasa,
    plazoMinutos: z.object({
      entregas: z.int().min(0),
      p50: z.int().min(0).nullable(),
      p95: z.int().min(0).nullable(),
    }),
    topSkus: z.array(z.object({ sku: Sku, ordenes: z.int().min(0), unidades: z.int().min(0) })),
  }),
  where: ({ desde, hasta }) => diasEntre(desde, hasta).map((dia) => ({ value: dia })),
  shape: (totales, { desde, hasta, ciudad, top }) => {
    const { porDiaYCiudad, topSkus, ...resumen } = resumir(totales, { ciudad, top });
    return {
      desde,
      hasta,
      ...(ciudad && { ciudad }),
      ...resumen,
      porDiaYCiudad: [...porDiaYCiudad],
      topSkus: [...topSkus],
    };
  },
});
