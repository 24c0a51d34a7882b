import type { Zona } from '#events/comun/lugar.ts';
import { antes, diaEnColombia } from '#events/comun/tiempo.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { fueraDeAlcance } from './bodega.ts';
import { type Bodegas, type Buscada, paradaPara } from './buscada.ts';
import { diaDeTrabajo, diaVigente, tramosDelDia } from './calendario.ts';
import { buscarHueco } from './hueco.ts';
import type { Turno } from './recorrido.ts';
import { impedimento } from './ruteo.ts';
import { quedanHoras, turnoDe } from './turno.ts';
import type { Ficha } from './vehiculo.ts';

/** A vehicle that might bring something on a day, with what it is to do on that day already. */
export interface Candidato {
  readonly vehiculoId: string;
  readonly ficha: Ficha;
  /** Whether it is of the fleet, and neither in the workshop nor broken down. */
  readonly disponible: boolean;
  readonly enRuta: boolean;
  /** From when on it can leave, where that is known and not now. */
  readonly libreDesde?: string | undefined;
  readonly paradas: readonly Parada[];
}

/** A place in a plan. */
export interface Lugar {
  readonly vehiculoId: string;
  readonly dia: string;
  readonly posicion: number;
  readonly parada: Parada;
  /** How much longer the route becomes. */
  readonly metros: number;
  /** Whether the vehicle has something to do on that day anyway. */
  readonly ocupado: boolean;
}

/** Why a vehicle has no place on a day, from the farthest from having one to the nearest. */
export const NEGATIVAS = [
  'CARGA_GRANDE',
  'SIN_VEHICULOS',
  'BODEGA_CERRADA',
  'SIN_CAPACIDAD',
  'VENTANA_IMPOSIBLE',
] as const;

/** Why a vehicle has no place on a day. */
export type Negativa = (typeof NEGATIVAS)[number];

/** What holds for all candidates. */
export interface Entorno {
  readonly bodegas: Bodegas;
  readonly now: string;
}

/** The place that a vehicle has for an attempt on a day, or why it has none. */
export function lugarCon(buscada: Buscada, dia: string, candidato: Candidato, entorno: Entorno): Lugar | Negativa {
  const { vehiculoId, ficha, disponible, enRuta, paradas } = candidato;
  const { bodegas, now } = entorno;
  const sale = candidato.libreDesde ?? now;
  const parada = paradaPara(buscada, ficha.bodegaId, bodegas);
  if (!parada) return 'SIN_VEHICULOS';
  if (parada.pesoKg > ficha.capacidadKg || parada.volumenM3 > ficha.capacidadM3) return 'CARGA_GRANDE';
  if (!disponible) return 'SIN_VEHICULOS';
  if (buscada.porCargar.some((bodegaId) => estaCerrada(bodegas[bodegaId], dia))) return 'BODEGA_CERRADA';
  const turno = turnoDe(ficha, dia, { bodega: bodegas[ficha.bodegaId], now: sale });
  if (turno.tramos.length === 0) return 'SIN_VEHICULOS';
  if (!quedanHoras(turno) || (buscada.ventana && !coincide(turno, buscada.ventana))) {
    return buscada.ventana && diaEnColombia(buscada.ventana.desde) <= dia ? 'VENTANA_IMPOSIBLE' : 'SIN_VEHICULOS';
  }
  // Who is on the road comes back nobody knows when: its later days are free, and its goods are with it.
  if (enRuta && dia <= diaVigente(ficha.calendario, now)) return 'SIN_CAPACIDAD';
  const otras = paradas.filter(({ ordenId }) => ordenId !== buscada.ordenId);
  const hueco = buscarHueco(turno, otras, parada);
  if ('codigo' in hueco) {
    if (hueco.codigo === 'SIN_CAPACIDAD') return 'SIN_CAPACIDAD';
    if (impedimento(turno, [{ ...parada, ventana: undefined }])) return 'SIN_VEHICULOS';
    return buscada.ventana ? 'VENTANA_IMPOSIBLE' : 'SIN_CAPACIDAD';
  }
  const { posicion, eta, metros } = hueco;
  return { vehiculoId, dia, posicion, parada: { ...parada, eta }, metros, ocupado: otras.length > 0 };
}

/**
 * Whether a vehicle can do the trip at all: its warehouse serves the place and those where goods are to be fetched, and the hours of
 * one of its days suffice. None is sent to another end of the country.
 */
export function alcanza(buscada: Buscada, ficha: Ficha, { bodegas, now }: Entorno): boolean {
  const bodega = bodegas[ficha.bodegaId];
  const parada = paradaPara(buscada, ficha.bodegaId, bodegas);
  const dia = diaDeTrabajo({ vehiculo: ficha.calendario, bodega: bodega?.calendario }, now);
  if (!bodega || !parada || dia === undefined) return false;
  if (fueraDeAlcance([bodega], lugaresDe(parada))) return false;
  const entero = turnoDe(ficha, dia, { bodega, now: '1970-01-01T00:00:00.000Z' });
  const salida = entero.tramos[0]?.desde ?? now;
  return impedimento({ ...entero, salida }, [{ ...parada, pesoKg: 0, volumenM3: 0, ventana: undefined }]) === undefined;
}

/** Where a stop leads: its door, and the warehouses where its goods are fetched. */
export function lugaresDe({ zona, recogidas }: Pick<Parada, 'zona' | 'recogidas'>): readonly Zona[] {
  return [zona, ...recogidas.map((una) => una.zona)];
}

/** Whether a warehouse does not open on a day. */
export function estaCerrada(bodega: Bodegas[string] | undefined, dia: string): boolean {
  return tramosDelDia({ bodega: bodega?.calendario }, dia).length === 0;
}

/** Whether some of the hours are in the window. */
function coincide({ tramos }: Turno, ventana: { readonly desde: string; readonly hasta: string }): boolean {
  return tramos.some(({ desde, hasta }) => antes(desde, ventana.hasta) && antes(ventana.desde, hasta));
}
