import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { PlanificacionHecha } from '#events/vehiculos/PlanificacionHecha.ts';
import { to, unitOfWork, type Write } from '#shared/model/command.ts';
import { asignacion } from '../asignacion.ts';
import { cambiosDe } from '../cambios.ts';
import { type Mejora, mejorar } from '../mejora.ts';
import { planificacion } from '../planificacion.ts';
import { flota } from '../projections/flota.ts';
import { type EnSuBase, enTandas, tandaCon } from '../tandas.ts';
import { type Vehiculo, vehiculo } from '../vehiculo.ts';

/** Streams of a transaction, without that of the planning itself. */
const MAX_ESCRITURAS = 99;

/** Batches that one command plans: each takes up to two tenths of a second. */
const MAX_TANDAS = 4;

/**
 * Plans anew what the vehicles of a warehouse have not left with: fewer vehicles, shorter ways, and the stops of those in
 * the workshop go to others. A fleet of more vehicles than fit into a transaction is planned a part at a time; the next
 * command goes on with the others.
 */
export const planificarRutas = unitOfWork({
  over: { planificacion, vehiculo, asignacion },
  http: 'POST /rutas/planificacion',
  scope: 'vehiculos:escribir',
  docs: {
    summary: 'Planifica las rutas de una bodega',
    description:
      'Busca menos vehículos y caminos más cortos para lo que aún no ha salido, y reparte las paradas de los vehículos en el taller.',
  },
  accepts: z.strictObject({ bodegaId: BodegaId }),
  example: { bodegaId: EJEMPLO.bodegaId },
  repeats: true,
  main: ({ bodegaId }) => ({ of: planificacion, id: bodegaId }),
  directory: { of: flota, where: ({ bodegaId }) => ({ index: 'porBase', value: bodegaId }) },
  streams: (_, __, { directory }) => ({ vehiculo: directory.map(({ vehiculoId }) => vehiculoId) }),
  decide: ({ bodegaId }, states, { now }) => {
    const { veces } = states.planificacion[bodegaId] ?? planificacion.initial;
    const enBase = enSuBase(states.vehiculo);
    const hallados = hallar(enBase, veces, now);
    if (hallados.length === 0) return [];
    const escrituras = hallados.flatMap(({ escritas }) => escritas);
    const suma = (de: 'metrosAntes' | 'metrosDespues') =>
      Math.round(hallados.reduce((total, { mejora }) => total + mejora[de], 0));
    return [
      to(
        planificacion,
        bodegaId,
        PlanificacionHecha({
          bodegaId,
          reasignadas: escrituras.filter(({ of }) => of === asignacion).length,
          metrosAntes: suma('metrosAntes'),
          metrosDespues: suma('metrosDespues'),
        }),
      ),
      ...escrituras,
    ];
  },
});

interface Hallado {
  readonly mejora: Mejora;
  readonly escritas: readonly Write[];
}

function enSuBase(vehiculos: Readonly<Record<string, Vehiculo>>): EnSuBase[] {
  return Object.entries(vehiculos).flatMap(([vehiculoId, v]) =>
    v.estado === 'disponible' || v.estado === 'mantenimiento' ? [{ vehiculoId, v }] : [],
  );
}

/**
 * Batch after batch, as long as the transaction has room. Each command begins with another one, by the minute too: those
 * that cannot be improved do not hold up the others.
 */
function hallar(vehiculos: readonly EnSuBase[], veces: number, now: string): Hallado[] {
  const hallados: Hallado[] = [];
  const tandas = enTandas(vehiculos, now);
  const inicio = veces + Math.floor(Date.parse(now) / 60_000);
  let libres = vehiculos.filter(({ v }) => v.estado === 'disponible' && v.paradas.length === 0);
  let cabida = MAX_ESCRITURAS;
  for (let n = 0; n < Math.min(MAX_TANDAS, tandas.length); n++) {
    const suyos = tandas[(inicio + n) % tandas.length] ?? [];
    const mejora = mejorar(tandaCon(suyos, libres), veces, now);
    if (!mejora) continue;
    const escritas = cambiosDe(mejora, [...suyos, ...libres], now).filter(({ facts }) => facts.length > 0);
    if (escritas.length > cabida) break;
    cabida -= escritas.length;
    hallados.push({ mejora, escritas });
    libres = libres.filter(({ vehiculoId }) => !escritas.some(({ id }) => id === vehiculoId));
  }
  return hallados;
}
