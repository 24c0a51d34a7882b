import { distanciaKm } from '#events/comun/lugar.ts';
import { antes, diaEnColombia } from '#events/comun/tiempo.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { fueraDeAlcance } from './bodega.ts';
import type { Bodegas } from './buscada.ts';
import { type Entorno, estaCerrada, lugaresDe } from './candidato.ts';
import { cabeLaCarga } from './recorrido.ts';
import { quedanHoras, turnoDe } from './turno.ts';
import type { Ficha, Vehiculo } from './vehiculo.ts';

/** A stop of the plan of a vehicle's day. */
interface EnPlan {
  readonly dia: string;
  readonly parada: Parada;
  /** All stops of the plan, in order. */
  readonly paradas: readonly Parada[];
  /** The warehouses where goods of it are still to be taken. */
  readonly porCargar: readonly string[];
  readonly v: Pick<Vehiculo, 'ficha' | 'retirado' | 'taller'>;
}

/**
 * Whether a plan will not be left with any more for a stop: its vehicle is not of the fleet, is in the workshop today, does
 * not fetch the goods where they are, or has no room for them; or its hours are over. What a person planned outside of these
 * is the person's until the day is over.
 * @param revisa the vehicle or a warehouse is not what it was: what cannot be done now the plan does not keep, whoever planned
 * it, of later days too.
 */
export function haVencido(enPlan: EnPlan, { bodegas, now }: Entorno, revisa = false): boolean {
  const { dia, parada, paradas, porCargar, v } = enPlan;
  const { ficha, retirado, taller } = v;
  if (!ficha || retirado) return true;
  const hoy = diaEnColombia(now);
  if (taller && (revisa || dia <= hoy)) return true;
  if (!recogeLoSuyo(parada, porCargar, ficha) || sobrantes(paradas, ficha).includes(parada)) return true;
  const turno = turnoDe(ficha, dia, { bodega: bodegas[ficha.bodegaId], now });
  const fin = turno.tramos.at(-1)?.hasta;
  const enHoras = fin !== undefined && antes(parada.eta, fin);
  if (revisa && (!enHoras || !loPermiten(bodegas, enPlan, ficha))) return true;
  if (quedanHoras(turno)) return false;
  return dia < hoy || (dia === hoy && enHoras);
}

/** Whether a vehicle that leaves its own warehouse fetches on its way all goods of a stop that are elsewhere. */
export function recogeLoSuyo(
  { recogidas }: Pick<Parada, 'recogidas'>,
  porCargar: readonly string[],
  { bodegaId }: Pick<Ficha, 'bodegaId'>,
): boolean {
  const otras = porCargar.filter((una) => una !== bodegaId);
  return otras.every((una) => recogidas.some((recogida) => recogida.bodegaId === una));
}

/**
 * Whether warehouses are what a stop needs: those where goods of it are to be taken open on the day and are where the vehicle
 * is to fetch them, and the vehicle's own serves it. What is aboard of a vehicle or locked to it no other brings: how far
 * the warehouse serves is nothing to that.
 */
function loPermiten(bodegas: Bodegas, { dia, parada, porCargar }: EnPlan, { bodegaId }: Ficha): boolean {
  const { aBordo, fija, recogidas } = parada;
  if (porCargar.some((una) => estaCerrada(bodegas[una], dia))) return false;
  const mudada = recogidas.some((una) => distanciaKm(bodegas[una.bodegaId]?.zona ?? una.zona, una.zona) > 0);
  const suya = bodegas[bodegaId];
  return !mudada && (aBordo || fija || !suya || !fueraDeAlcance([suya], lugaresDe(parada)));
}

/** The stops for which a vehicle has no room: what is aboard and what is locked has it first, then what comes first. */
function sobrantes(paradas: readonly Parada[], ficha: Ficha): readonly Parada[] {
  const primero = ({ aBordo, fija }: Parada) => Number(aBordo) * 2 + Number(fija);
  const caben: Parada[] = [];
  return paradas
    .toSorted((a, b) => primero(b) - primero(a))
    .filter((parada) => {
      const cabe = cabeLaCarga(ficha, [...caben, parada]);
      if (cabe) caben.push(parada);
      return !cabe;
    });
}
