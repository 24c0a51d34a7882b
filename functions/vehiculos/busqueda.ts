import { antes } from '#events/comun/tiempo.ts';
import type { Parada as EnPlan } from '#events/vehiculos/parada.ts';
import { insert } from '#shared/routing/insertion.ts';
import { type Candidato, deBodega, deOtraBodega } from './flota.ts';
import { diaDe } from './jornada.ts';
import { diaDelPlan, horario, ruteoDe, type Visita } from './ruteo.ts';
import type { EnBase, Vehiculo } from './vehiculo.ts';

/** What is to be brought. */
export interface Encargo extends Visita {
  readonly bodegaId: string;
  readonly prioridad: 'normal' | 'alta';
}

/** A place for it in the plan of a vehicle. */
export interface Lugar {
  readonly vehiculoId: string;
  readonly eta: string;
  readonly plan: readonly EnPlan[];
}

/** Where an order has its place, or why it has none; `consultar` names vehicles whose plans must be known first. */
export type Busqueda =
  | { readonly consultar: readonly string[] }
  | Lugar
  | { readonly codigo: 'SIN_CAPACIDAD' | 'SIN_VEHICULOS' | 'VENTANA_IMPOSIBLE' };

/** So many vehicles are read and compared at once; the next ones only when none of these can take the order. */
const LOTE = 40;

interface Opcion extends Lugar {
  readonly costo: number;
  readonly ocupado: boolean;
}

type Vehiculos = Readonly<Record<string, Vehiculo>>;

/** The vehicles that there are, and those whose plans are known. */
interface Flota {
  readonly directorio: readonly Candidato[];
  readonly vehiculos: Vehiculos;
}

/**
 * The best place for an order: with the vehicles of its own warehouse first, then with the nearest of the others, to whose
 * base a shuttle brings the goods. A vehicle with a plan comes before an idle one, and the shorter detour before the longer;
 * for an urgent order only the earlier arrival counts.
 */
export function buscarLugar(encargo: Encargo, { directorio, vehiculos }: Flota, now: string): Busqueda {
  const { bodegaId, zona, pesoKg, volumenM3 } = encargo;
  const candidatos = [deBodega(directorio, bodegaId), deOtraBodega(directorio, bodegaId, zona)].map((grupo) =>
    grupo
      .filter(({ capacidadKg, capacidadM3 }) => capacidadKg >= pesoKg && capacidadM3 >= volumenM3)
      .map(({ vehiculoId }) => vehiculoId),
  );
  for (const lote of candidatos.flatMap(enLotes)) {
    if (lote.some((id) => !vehiculos[id])) return { consultar: lote };
    const opciones = lote.flatMap((id) => opcionEn(encargo, id, vehiculos[id] as Vehiculo, now) ?? []);
    const [mejor] = opciones.sort(encargo.prioridad === 'alta' ? porLlegada : porDesvio);
    if (mejor) return { vehiculoId: mejor.vehiculoId, eta: mejor.eta, plan: mejor.plan };
  }
  return { codigo: motivoDe(encargo, { directorio, vehiculos }, candidatos.flat()) };
}

function opcionEn(encargo: Encargo, vehiculoId: string, v: Vehiculo, now: string): Opcion | undefined {
  if (v.estado !== 'disponible') return undefined;
  const { ficha, paradas } = v;
  const plan = { vehiculoId, ficha, paradas };
  const referencia = encargo.ventana?.desde ?? now;
  const [primera] = paradas;
  // A plan for a later day is not to leave today because of a stop of today.
  if (primera && diaDe(ficha.jornada, referencia, now).fin < (Date.parse(primera.eta) - Date.parse(now)) / 1000) {
    return undefined;
  }
  const { problem, solution, nuevas } = ruteoDe([plan], [encargo], now);
  const [nueva] = nuevas;
  const hueco = nueva && insert(problem, solution, nueva);
  if (!hueco) return undefined;
  const visitas = (paradas as readonly Visita[]).toSpliced(hueco.position, 0, encargo);
  const horas = horario(ficha, visitas, diaDelPlan(plan, referencia, now).inicio, now);
  const eta = horas[hueco.position]?.eta ?? now;
  return { vehiculoId, eta, plan: horas, costo: hueco.cost, ocupado: paradas.length > 0 };
}

function motivoDe(encargo: Encargo, { directorio, vehiculos }: Flota, candidatos: readonly string[]) {
  if (candidatos.length === 0) return directorio.length > 0 ? 'SIN_CAPACIDAD' : 'SIN_VEHICULOS';
  const disponibles = candidatos.map((id) => vehiculos[id]).filter((v): v is EnBase => v?.estado === 'disponible');
  if (disponibles.length === 0) return 'SIN_VEHICULOS';
  return disponibles.some((v) => cabe(encargo, v)) ? 'VENTANA_IMPOSIBLE' : 'SIN_CAPACIDAD';
}

function cabe({ pesoKg, volumenM3 }: Encargo, { ficha, paradas }: EnBase): boolean {
  const kg = paradas.reduce((total, parada) => total + parada.pesoKg, pesoKg);
  const m3 = paradas.reduce((total, parada) => total + parada.volumenM3, volumenM3);
  return kg <= ficha.capacidadKg && m3 <= ficha.capacidadM3;
}

function enLotes(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / LOTE) }, (_, n) => ids.slice(n * LOTE, (n + 1) * LOTE));
}

function porLlegada(a: Opcion, b: Opcion): number {
  if (a.eta === b.eta) return porDesvio(a, b);
  return antes(a.eta, b.eta) ? -1 : 1;
}

function porDesvio(a: Opcion, b: Opcion): number {
  return Number(b.ocupado) - Number(a.ocupado) || a.costo - b.costo || (a.vehiculoId < b.vehiculoId ? -1 : 1);
}
