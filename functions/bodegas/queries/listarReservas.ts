import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, Sku } from '#events/comun/ids.ts';
import { listQuery } from '#shared/model/query.ts';
import { inventarioId } from '../inventario.ts';
import { retenciones } from '../projections/retenciones.ts';
import { RespuestaRetencion } from '../respuesta.ts';
import { leerRetencion } from '../retencion.ts';

/** Which orders hold a warehouse's stock of a product, the newest reservations first. */
export const listarReservas = listQuery({
  of: retenciones,
  http: 'GET /bodegas/{bodegaId}/reservas',
  scope: 'bodegas:leer',
  docs: {
    summary: 'Las órdenes que tienen reservado un producto',
    description:
      'Qué órdenes tienen reservadas unidades de un producto en una bodega, cuántas y desde cuándo, por páginas.',
  },
  accepts: z.strictObject({ bodegaId: BodegaId, sku: Sku }),
  example: { bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku },
  answers: RespuestaRetencion,
  where: ({ bodegaId, sku }) => ({ value: inventarioId(bodegaId, sku) }),
  newestFirst: true,
  keeps: ({ reservadas = 0 }) => reservadas > 0,
  shape: leerRetencion,
});
