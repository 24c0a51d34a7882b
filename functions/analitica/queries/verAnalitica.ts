import * as z from 'zod';
import { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { MotivoDeFallo } from '#events/comun/fallo.ts';
import { BodegaId, ConductorId, Sku, VehiculoId } from '#events/comun/ids.ts';
import { Ciudad } from '#events/comun/texto.ts';
import { conRango, Dia } from '#events/comun/tiempo.ts';
import { reportQuery } from '#shared/model/query.ts';
import { diasEntre, MAS_DIAS } from '../dias.ts';
import { analitica } from '../projections/analitica.ts';
import { resumir } from '../resumen.ts';
import { TABLAS } from '../tablas.ts';

const Cuenta = z.int().min(0);
const PorEstado = z.record(EstadoDeOrden, Cuenta);
const Tasa = z.number().min(0).max(1).nullable();
const Puntualidad = { exigibles: Cuenta, aTiempo: Cuenta, tasaATiempo: Tasa };

const Intentos = { intentos: Cuenta, entregas: Cuenta, fallos: Cuenta, tasaDeEntrega: Tasa, aTiempo: Cuenta };

/** The figures of the orders that were created in some days (of Colombia, both included), at most three months. */
export const verAnalitica = reportQuery({
  of: analitica,
  http: 'GET /analitica',
  scope: 'analitica:leer',
  docs: {
    summary: 'Cifras de un período',
    description:
      'Las cifras de las órdenes creadas entre dos días y, si se quiere, de una ciudad. `exigibles` son las que ya terminaron y había que atender: entregadas, entregadas en parte, devueltas, rechazadas y abandonadas, no las que el cliente canceló. `aTiempo` son las que de ellas se entregaron completas y dentro de su ventana (o en un día, sin ella), ni antes ni después. `porHora` son las creadas en cada hora del día en Colombia, y `plazos`, las entregas por lo que tardaron. `topSkus` son los productos más pedidos, también los de órdenes rechazadas o canceladas. Con `formato=csv` se da una de las tablas: `dias`, `bodegas`, `vehiculos`, `conductores`, `fallos` o `productos`.',
  },
  accepts: conRango(
    z.strictObject({
      desde: Dia,
      hasta: Dia,
      ciudad: Ciudad.optional(),
      top: z.int().min(1).max(100).default(10),
      formato: z.enum(['json', 'csv']).default('json'),
      tabla: z.enum(['dias', 'bodegas', 'vehiculos', 'conductores', 'fallos', 'productos']).default('dias'),
    }),
  ).refine(({ desde, hasta }) => diasEntre(desde, hasta).length <= MAS_DIAS, {
    error: `Se pueden pedir hasta ${MAS_DIAS} días`,
    path: ['hasta'],
  }),
  example: { desde: '2030-01-01', hasta: '2030-01-31' },
  answers: z.object({
    desde: Dia,
    hasta: Dia,
    ciudad: z.string().optional(),
    ordenes: Cuenta,
    porEstado: PorEstado,
    porDiaYCiudad: z.array(
      z.object({ dia: Dia, ciudad: z.string(), ordenes: z.int().min(1), porEstado: PorEstado, ...Puntualidad }),
    ),
    porBodega: z.array(
      z.object({
        bodegaId: BodegaId,
        ...Puntualidad,
        entregadas: Cuenta,
        entregadasEnParte: Cuenta,
        devueltas: Cuenta,
        rechazadas: Cuenta,
        abandonadas: Cuenta,
      }),
    ),
    porVehiculo: z.array(z.object({ vehiculoId: VehiculoId, ...Intentos })),
    porConductor: z.array(z.object({ conductorId: ConductorId, ...Intentos })),
    porMotivoDeFallo: z.array(z.object({ motivo: MotivoDeFallo, fallos: Cuenta, tasa: Tasa })),
    tasaDeSurtido: Tasa,
    ...Puntualidad,
    plazoMinutos: z.object({ entregas: Cuenta, p50: Cuenta.nullable(), p95: Cuenta.nullable() }),
    porHora: z.array(Cuenta).length(24),
    plazos: z.array(z.object({ hastaMinutos: z.int().nullable(), entregas: Cuenta })),
    topSkus: z.array(z.object({ sku: Sku, ordenes: Cuenta, unidades: Cuenta })),
  }),
  where: ({ desde, hasta }) => diasEntre(desde, hasta).map((dia) => ({ value: dia })),
  shape: (totales, { desde, hasta, ciudad, top }) => {
    const {
      porDiaYCiudad,
      porBodega,
      porVehiculo,
      porConductor,
      porMotivoDeFallo,
      topSkus,
      porHora,
      plazos,
      ...resumen
    } = resumir(totales, { ciudad, top });
    return {
      desde,
      hasta,
      ...(ciudad && { ciudad }),
      ...resumen,
      porDiaYCiudad: [...porDiaYCiudad],
      porBodega: [...porBodega],
      porVehiculo: [...porVehiculo],
      porConductor: [...porConductor],
      porMotivoDeFallo: [...porMotivoDeFallo],
      porHora: [...porHora],
      plazos: [...plazos],
      topSkus: [...topSkus],
    };
  },
  csv: (cifras, { formato, tabla }) => (formato === 'csv' ? TABLAS[tabla](cifras) : undefined),
});
