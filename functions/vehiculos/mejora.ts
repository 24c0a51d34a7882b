import { optimize } from '#shared/routing/optimize.ts';
import { distanceOf } from '#shared/routing/verify.ts';
import { buscarHueco, type Nueva } from './hueco.ts';
import type { Recorrido, Visita } from './recorrido.ts';
import { ruteoDe, tolerante } from './ruteo.ts';

/**
 * Steps of the search: a decision has no clock, so its time is bounded by what is counted. With a hundred stops, 4,000
 * steps take one to two tenths of a second.
 */
const PASOS = 4_000;

/** A detour of less than this is not worth telling anybody about, in metres. */
const MINIMO = 10;

/** Vehicles that are planned together, and visits of others that are to find a place with them. */
export interface Tanda {
  readonly recorridos: readonly Recorrido[];
  /** Of vehicles that cannot go: those that find no place stay where they are. */
  readonly varadas: readonly Nueva[];
}

/** The orders of each vehicle of a batch, in the order in which it is to deliver them. */
export type Distribucion = ReadonlyMap<string, readonly string[]>;

/** Looks for fewer vehicles and shorter ways; undefined when there are none worth the change. No visit is ever left out for another. */
export function mejorar({ recorridos, varadas }: Tanda, semilla: number): Distribucion | undefined {
  const llenos = varadas.reduce(conVarada, recorridos);
  if (llenos.every(({ visitas }) => visitas.length === 0)) return undefined;
  const { problem, solution } = ruteoDe(llenos);
  const mejor = optimize(tolerante(problem, solution), solution, { seed: semilla, steps: PASOS });
  const conParadas = solution.routes.filter(({ stops }) => stops.length > 0).length;
  const ahorra =
    mejor.routes.length < conParadas || distanceOf(problem, mejor) < distanceOf(problem, solution) - MINIMO;
  if (mejor.unserved.length === 0 && ahorra) return distribucionDe(llenos, mejor.routes);
  return llenos === recorridos ? undefined : distribucionDe(llenos, solution.routes);
}

/** The routes with one visit more, where it makes the shortest detour: in one that has visits already, if any has room. */
function conVarada(recorridos: readonly Recorrido[], varada: Nueva): readonly Recorrido[] {
  const [mejor] = recorridos
    .flatMap((recorrido) => {
      const hueco = buscarHueco(recorrido.turno, recorrido.visitas, varada);
      return 'codigo' in hueco ? [] : [{ recorrido, hueco, vacio: Number(recorrido.visitas.length === 0) }];
    })
    .sort((a, b) => a.vacio - b.vacio || a.hueco.metros - b.hueco.metros);
  if (!mejor) return recorridos;
  const visitas: readonly Visita[] = mejor.recorrido.visitas.toSpliced(mejor.hueco.posicion, 0, varada);
  return recorridos.map((uno) => (uno === mejor.recorrido ? { ...uno, visitas } : uno));
}

/** What the solver's routes say of the visits: without the stops where goods are fetched, which follow from these. */
function distribucionDe(
  recorridos: readonly Recorrido[],
  rutas: readonly { vehicle: string; stops: readonly string[] }[],
) {
  const visitas = new Set(recorridos.flatMap((uno) => uno.visitas.map(({ ordenId }) => ordenId)));
  const deVehiculo = new Map(rutas.map(({ vehicle, stops }) => [vehicle, stops.filter((id) => visitas.has(id))]));
  return new Map(recorridos.map(({ vehiculoId }) => [vehiculoId, deVehiculo.get(vehiculoId) ?? []]));
}
