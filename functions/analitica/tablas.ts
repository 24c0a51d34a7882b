import { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { FALLOS } from '#events/comun/fallo.ts';
import type { Cell } from '#shared/model/query.ts';
import type { Resumen } from './resumen.ts';

type Filas = readonly (readonly Cell[])[];

const INTENTOS = ['intentos', 'entregas', 'fallos', 'tasaDeEntrega', 'aTiempo'] as const;

/** The tables in which figures can be taken along. The first row names the columns. */
export const TABLAS = {
  dias: ({ porDiaYCiudad }) =>
    tabla(
      ['dia', 'ciudad', 'ordenes', ...EstadoDeOrden.options, 'exigibles', 'aTiempo', 'tasaATiempo'],
      porDiaYCiudad.map(({ porEstado, ...fila }) => ({ ...fila, ...porEstado })),
    ),
  bodegas: ({ porBodega }) =>
    tabla(
      [
        'bodegaId',
        'exigibles',
        'entregadas',
        'entregadasEnParte',
        'devueltas',
        'rechazadas',
        'abandonadas',
        'aTiempo',
        'tasaATiempo',
      ],
      porBodega,
    ),
  vehiculos: ({ porVehiculo }) => tabla(['vehiculoId', ...INTENTOS], porVehiculo),
  conductores: ({ porConductor }) => tabla(['conductorId', ...INTENTOS], porConductor),
  fallos: ({ porMotivoDeFallo }) =>
    tabla(
      ['motivo', 'fallos', 'tasa'],
      porMotivoDeFallo.map((fila) => ({ ...fila, motivo: FALLOS[fila.motivo] })),
    ),
  productos: ({ topSkus }) => tabla(['sku', 'ordenes', 'unidades'], topSkus),
} as const satisfies Readonly<Record<string, (resumen: Resumen) => Filas>>;

function tabla<C extends string>(columnas: readonly C[], filas: readonly Readonly<Record<C, Cell>>[]): Filas {
  return [columnas, ...filas.map((fila) => columnas.map((columna) => fila[columna]))];
}
