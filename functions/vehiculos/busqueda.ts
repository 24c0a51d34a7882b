import { llegaA } from '#events/bodegas/alcance.ts';
import { distanciaKm } from '#events/comun/lugar.ts';
import { antes, diaEnColombia } from '#events/comun/tiempo.ts';
import type { CodigoSinPlan } from '#events/vehiculos/codigoSinPlan.ts';
import { fueraDeAlcance } from './bodega.ts';
import { type Buscada, diasDe, esDeOtroDia } from './buscada.ts';
import { siguienteDiaHabil } from './calendario.ts';
import { alcanza, type Candidato, type Entorno, type Lugar, lugarCon, NEGATIVAS, type Negativa } from './candidato.ts';
import { planIdDe } from './plan.ts';
import type { VistaVehiculo } from './projections/flota.ts';
import type { VistaPlan } from './projections/planes.ts';

/** What the views say of the fleet and of its plans. */
interface Directorio {
  readonly flota: readonly VistaVehiculo[];
  readonly planes: readonly VistaPlan[];
}

/** Places to look at, the best first; and why there is none, where none of them holds. */
interface Propuesta {
  readonly lugares: readonly Lugar[];
  readonly codigo: CodigoSinPlan;
}

/** Vehicles that are opened at most: views lag, and another search may have taken the best place. */
const ABIERTOS = 3;

/** Vehicles with something to do that are compared at once: each costs a look at all positions of its route. */
const A_LA_VEZ = 40;

/**
 * Where an attempt may have its place, by what the views say: on its first possible day, with the vehicles of its own
 * warehouse, then with those of others that fetch the goods there. A vehicle with something to do comes before an idle
 * one, and the shorter detour before the longer; for an urgent order only the earlier arrival counts.
 */
export function proponer(buscada: Buscada, { flota, planes }: Directorio, entorno: Entorno): Propuesta {
  if (esDeOtroDia(buscada, entorno.now)) return { lugares: [], codigo: 'DIA_POR_PLANIFICAR' };
  if (noLlegaElSuyo(buscada, flota, entorno)) return { lugares: [], codigo: 'FUERA_DE_COBERTURA' };
  const cercanos = alcanzables(buscada, flota, entorno);
  const porPlan = new Map(planes.map(({ planId, paradas }) => [planId, paradas]));
  const dias = diasPosibles(buscada, cercanos, entorno);
  const negativas: Negativa[] = dias.length === 0 ? ['VENTANA_IMPOSIBLE'] : [];
  const [propios, ajenos] = [
    cercanos.filter(({ bodegaId }) => bodegaId === buscada.encargo.bodegaId),
    cercanos.filter(({ bodegaId }) => bodegaId !== buscada.encargo.bodegaId),
  ];
  for (const dia of dias) {
    for (const grupo of [propios, ajenos]) {
      const candidatos = grupo.map((v) => candidatoDe(v, porPlan.get(planIdDe(v.vehiculoId, dia)) ?? []));
      const lugares = lugaresDe(candidatos, buscada, (candidato) => {
        const hallado = lugarCon(buscada, dia, candidato, entorno);
        if (typeof hallado !== 'string') return hallado;
        negativas.push(hallado);
        return undefined;
      });
      if (lugares.length > 0)
        return {
          lugares: escoger(buscada, lugares),
          codigo: buscada.en === undefined ? 'LUGAR_TOMADO' : 'MERCANCIA_EN_VEHICULO',
        };
    }
  }
  return { lugares: [], codigo: motivoDe(buscada, negativas, { cercanos, entorno }) };
}

/** Whether its goods are aboard of a vehicle that does not go so far: they are to come back first. */
function noLlegaElSuyo({ en, encargo }: Buscada, flota: readonly VistaVehiculo[], { bodegas }: Entorno): boolean {
  const suya = bodegas[flota.find(({ vehiculoId }) => vehiculoId === en)?.bodegaId ?? ''];
  return suya !== undefined && !llegaA(suya, [encargo.zona]);
}

/** Why there is no place, said of an attempt whose vehicles all said no. */
function motivoDe(
  buscada: Buscada,
  negativas: readonly Negativa[],
  { cercanos, entorno }: { readonly cercanos: readonly VistaVehiculo[]; readonly entorno: Entorno },
): CodigoSinPlan {
  const mas = Math.max(...negativas.map((negativa) => NEGATIVAS.indexOf(negativa)));
  const codigo = NEGATIVAS[mas] ?? 'SIN_VEHICULOS';
  const espera = codigo === 'SIN_VEHICULOS' || (codigo === 'BODEGA_CERRADA' && !buscada.ventana);
  if (espera && cercanos.some((v) => trabajaDespues(buscada, v, entorno))) return 'DIA_POR_PLANIFICAR';
  if (buscada.en !== undefined && codigo !== 'VENTANA_IMPOSIBLE') return 'MERCANCIA_EN_VEHICULO';
  const lejos = codigo === 'SIN_VEHICULOS' && nadieAlcanza(buscada, entorno);
  return lejos ? 'FUERA_DE_COBERTURA' : codigo;
}

/** Whether no warehouse that could send a vehicle serves both the place and all warehouses where goods are to be taken. */
function nadieAlcanza({ encargo, porCargar }: Buscada, { bodegas }: Entorno): boolean {
  const deCarga = porCargar.flatMap((bodegaId) => bodegas[bodegaId]?.zona ?? []);
  return fueraDeAlcance(Object.values(bodegas), [encargo.zona, ...deCarga]);
}

/** What is locked to a vehicle waits for that one's next working day, where it has no window. */
function diasPosibles(buscada: Buscada, cercanos: readonly VistaVehiculo[], { bodegas, now }: Entorno) {
  const dias = diasDe(buscada, now);
  if (buscada.fijadaA === undefined || buscada.ventana) return dias;
  const despues = cercanos.map((v) =>
    siguienteDiaHabil({ vehiculo: v.calendario, bodega: bodegas[v.bodegaId]?.calendario }, dias.at(-1) ?? now),
  );
  return [...dias, ...despues.filter((dia) => dia !== undefined)];
}

/** Those that could bring it on some day; of goods aboard of a vehicle, or locked to it, only that one. */
function alcanzables(buscada: Buscada, flota: readonly VistaVehiculo[], entorno: Entorno): readonly VistaVehiculo[] {
  const unico = buscada.en ?? buscada.fijadaA;
  if (unico !== undefined) return flota.filter(({ vehiculoId }) => vehiculoId === unico);
  const clases = new Map<string, boolean>();
  return flota.filter((v) => {
    if (v.retirado || !entorno.bodegas[v.bodegaId]) return false;
    const clase = claseDe(v);
    const llega = clases.get(clase) ?? alcanza(buscada, v, entorno);
    clases.set(clase, llega);
    return llega;
  });
}

function trabajaDespues(buscada: Buscada, v: VistaVehiculo, { bodegas, now }: Entorno): boolean {
  if (v.taller || v.retirado || v.capacidadKg < buscada.encargo.pesoKg || v.capacidadM3 < buscada.encargo.volumenM3) {
    return false;
  }
  const calendarios = { vehiculo: v.calendario, bodega: bodegas[v.bodegaId]?.calendario };
  const ultimo = diasDe({ ...buscada, ventana: undefined }, now).at(-1) ?? now;
  const proximo = siguienteDiaHabil(calendarios, ultimo);
  return proximo !== undefined && (!buscada.ventana || proximo <= diaEnColombia(buscada.ventana.hasta));
}

function candidatoDe(
  { vehiculoId, taller, retirado, ruta, ...ficha }: VistaVehiculo,
  paradas: Candidato['paradas'],
): Candidato {
  return { vehiculoId, ficha, disponible: !taller && !retirado, enRuta: ruta !== undefined, paradas };
}

/**
 * The places of some vehicles. Those with something to do are looked at from near to far, so many at a time, until some have
 * one; idle ones that are alike have alike places, so one of them is looked at.
 */
function lugaresDe(
  candidatos: readonly Candidato[],
  { encargo }: Buscada,
  buscar: (candidato: Candidato) => Lugar | undefined,
): readonly Lugar[] {
  const ocupados = candidatos
    .filter(({ paradas }) => paradas.length > 0)
    .map((candidato) => ({
      candidato,
      km: Math.min(...candidato.paradas.map((una) => distanciaKm(una.zona, encargo.zona))),
    }))
    .sort((a, b) => a.km - b.km || (a.candidato.vehiculoId < b.candidato.vehiculoId ? -1 : 1));
  const lugares: Lugar[] = [];
  for (let n = 0; n < ocupados.length && lugares.length === 0; n += A_LA_VEZ) {
    lugares.push(...ocupados.slice(n, n + A_LA_VEZ).flatMap(({ candidato }) => lista(buscar(candidato))));
  }
  const conocidos = new Map<string, Lugar | undefined>();
  for (const candidato of candidatos.filter(({ paradas }) => paradas.length === 0)) {
    const { vehiculoId, ficha, disponible, enRuta } = candidato;
    const clase = `${claseDe(ficha)} ${disponible} ${enRuta}`;
    if (!conocidos.has(clase)) conocidos.set(clase, buscar(candidato));
    lugares.push(...lista(conocidos.get(clase)).map((lugar) => ({ ...lugar, vehiculoId })));
  }
  return lugares;
}

function lista(lugar: Lugar | undefined): readonly Lugar[] {
  return lugar ? [lugar] : [];
}

function claseDe({ bodegaId, base, capacidadKg, capacidadM3, calendario }: Candidato['ficha']): string {
  return JSON.stringify([bodegaId, base, capacidadKg, capacidadM3, calendario]);
}

/** The best places, and one of the others by the order's id: of many orders at once not all are sent to the same few. */
function escoger({ ordenId, encargo }: Buscada, lugares: readonly Lugar[]): readonly Lugar[] {
  const orden = [...lugares].sort(encargo.prioridad === 'alta' ? porLlegada : porDesvio);
  const resto = orden.slice(ABIERTOS - 1);
  const otro = resto[Number.parseInt(ordenId.slice(-6), 16) % resto.length];
  return [...orden.slice(0, ABIERTOS - 1), ...lista(otro)];
}

function porLlegada(a: Lugar, b: Lugar): number {
  if (a.parada.eta === b.parada.eta) return porDesvio(a, b);
  return antes(a.parada.eta, b.parada.eta) ? -1 : 1;
}

function porDesvio(a: Lugar, b: Lugar): number {
  return Number(b.ocupado) - Number(a.ocupado) || a.metros - b.metros || (a.vehiculoId < b.vehiculoId ? -1 : 1);
}
