import type { Balance } from '#events/vehiculos/PlanificacionHecha.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import type { Write } from '#shared/model/command.ts';
import type { Bodega } from './bodega.ts';
import { diaVigente } from './calendario.ts';
import { cambiosSegun, cuantasLlegan, type DiaDeVehiculo, hechosDe } from './cambios.ts';
import type { entrega } from './entrega.ts';
import { libreDesde } from './marcha.ts';
import { mejorar } from './mejora.ts';
import { type Plan, plan, planIdDe } from './plan.ts';
import type { Turno } from './recorrido.ts';
import { horario } from './ruteo.ts';
import { type Eleccion, MAX_PESO } from './tandas.ts';
import { quedanHoras, turnoDe } from './turno.ts';
import { estaDisponible, type Vehiculo } from './vehiculo.ts';

/** Streams of a transaction, without that of the planning itself. */
const MAX_ESCRITURAS = 99;

/** A warehouse's day: its vehicles and their plans, by id. */
export interface DiaDeBodega {
  readonly bodegaId: string;
  readonly bodega: Bodega;
  readonly dia: string;
  readonly now: string;
  readonly vehiculo: Readonly<Record<string, Vehiculo>>;
  readonly plan: Readonly<Record<string, Plan>>;
}

type Escritura = Write<typeof plan | typeof entrega>;

interface Hallado {
  readonly balance: Balance;
  readonly escrituras: readonly Escritura[];
}

/** A vehicle's day, and whether it can go then: of one that cannot, the stops are for others. */
type Uno = DiaDeVehiculo & { readonly puede: boolean };

/** Batch after batch, as long as the transaction has room; undefined when nothing can be made better. `semilla` is the luck of the search. */
export function distribuir(eleccion: Eleccion, enBodega: DiaDeBodega, semilla: number): Hallado | undefined {
  const hallados: Hallado[] = [];
  const cargar = (ids: readonly string[]) => ids.flatMap((id) => diaDeVehiculo(id, enBodega) ?? []);
  let libres = cargar(eleccion.libres).filter((uno) => uno.puede && uno.plan.paradas.length === 0);
  let cabida = MAX_ESCRITURAS;
  for (const tanda of eleccion.tandas) {
    const hallado = mejorarTanda(cargar(tanda), { libres, semilla, cabida });
    if (!hallado) continue;
    if (hallado.escrituras.length > cabida) break;
    cabida -= hallado.escrituras.length;
    hallados.push(hallado);
    const ocupados = new Set(hallado.escrituras.map(({ id }) => id));
    libres = libres.filter(({ vehiculoId, dia }) => !ocupados.has(planIdDe(vehiculoId, dia)));
  }
  if (hallados.length === 0) return undefined;
  return {
    balance: hallados.map(({ balance }) => balance).reduce(sumar),
    escrituras: hallados.flatMap(({ escrituras }) => escrituras),
  };
}

/** What a batch may use: vehicles with nothing to do, luck, and streams of the transaction. */
interface Medios {
  readonly libres: readonly Uno[];
  readonly semilla: number;
  readonly cabida: number;
}

function mejorarTanda(suyos: readonly Uno[], { libres, semilla, cabida }: Medios): Hallado | undefined {
  const sanos = suyos.filter(({ puede }) => puede);
  const peso = sanos.reduce((suma, { plan: { paradas } }) => suma + 1 + paradas.length, 0);
  const ayuda = peso > MAX_PESO ? [] : libres;
  const varadas = suyos
    .filter(({ puede }) => !puede)
    .flatMap(({ plan: { paradas } }) => paradas.filter(({ fija, aBordo }) => !fija && !aBordo))
    .slice(0, MAX_PESO);
  const recorridos = [...sanos, ...ayuda].map(({ vehiculoId, turno, plan: { paradas } }) => ({
    vehiculoId,
    turno,
    visitas: paradas,
  }));
  const distribucion = mejorar({ recorridos, varadas }, semilla);
  if (!distribucion) return undefined;
  const cambios = cambiosSegun(distribucion, [...suyos, ...ayuda]);
  const escrituras = hechosDe(cambios, cabida);
  const movidas = cambios.reduce((suma, uno) => suma + cuantasLlegan(uno), 0);
  const antes = resumir(cambios.map((uno) => ({ turno: uno.antes.turno, paradas: uno.antes.plan.paradas })));
  const despues = resumir(cambios.map((uno) => ({ turno: uno.antes.turno, paradas: uno.despues })));
  return {
    escrituras,
    balance: {
      movidas,
      vehiculosAntes: antes.vehiculos,
      vehiculosDespues: despues.vehiculos,
      metrosAntes: antes.metros,
      metrosDespues: despues.metros,
    },
  };
}

/** How many vehicles have something to do, and how far they drive, to the metre. */
function resumir(dias: readonly { readonly turno: Turno; readonly paradas: readonly Parada[] }[]) {
  const metros = dias.reduce((suma, { turno, paradas }) => suma + horario(turno, paradas).metros, 0);
  return { vehiculos: dias.filter(({ paradas }) => paradas.length > 0).length, metros: Math.round(metros) };
}

function sumar(a: Balance, b: Balance): Balance {
  return {
    movidas: a.movidas + b.movidas,
    vehiculosAntes: a.vehiculosAntes + b.vehiculosAntes,
    vehiculosDespues: a.vehiculosDespues + b.vehiculosDespues,
    metrosAntes: a.metrosAntes + b.metrosAntes,
    metrosDespues: a.metrosDespues + b.metrosDespues,
  };
}

/** The day of a vehicle; none of one that is on the road, which does what it took along. */
function diaDeVehiculo(vehiculoId: string, { bodegaId, bodega, dia, now, ...estados }: DiaDeBodega): Uno | undefined {
  const v = estados.vehiculo[vehiculoId];
  if (v?.ficha?.bodegaId !== bodegaId) return undefined;
  if (v.ruta && !v.taller && dia <= diaVigente(v.ficha.calendario, now)) return undefined;
  const turno = turnoDe(v.ficha, dia, { bodega, now: libreDesde({ ...v, ficha: v.ficha }, now) });
  const suyo = estados.plan[planIdDe(vehiculoId, dia)] ?? plan.initial;
  return { vehiculoId, bodegaId, dia, turno, plan: suyo, puede: estaDisponible(v) && quedanHoras(turno) };
}
