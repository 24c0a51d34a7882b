import { isoDay } from '../core/format.ts';
import { type Cola, entregadasEn } from './cola.ts';
import type { Guardado, Hoy, Linea, Parada, Recogida } from './tipos.ts';
import { enCursoDe, estaPorVerse, type Hecho, viajesDe } from './viajes.ts';

/**
 * What became of a stop on this telephone's route. What was not closed here is `devuelta` where its goods are aboard, else
 * `cerrada`: whether it was handed over or given to another vehicle, the server does not tell a driver.
 */
export type Fin = 'entregada' | 'parcial' | 'fallida' | 'devuelta' | 'cerrada';

/** A stop that is closed. */
export interface Cerrada {
  readonly parada: Parada;
  readonly fin: Fin;
  /** Of one that was made in part: what was handed over. */
  readonly entregadas?: readonly Linea[];
  /** The server knows it. */
  readonly enviada: boolean;
}

/** What comes back: it was not handed over, or only in part, or its stop was not made. Another telephone may know its stop. */
export interface Vuelta {
  readonly ordenId: string;
  /** `null` once its customer was forgotten. */
  readonly direccion?: string | null | undefined;
  /** What of it, where its stop is known. */
  readonly lineas?: readonly Linea[] | undefined;
  /** The day on which it leaves again with the vehicle. */
  readonly saleEl?: string;
}

/** The day as the driver has it: what the server last told, and what was done since. */
export interface Dia {
  readonly fase: 'sinVehiculo' | 'enBodega' | 'enRuta';
  readonly placa?: string;
  /** Of the route that it is on, once the server has told of it. */
  readonly rutaId?: string;
  /** Of the route, or of the plan with which to leave; in order. */
  readonly abiertas: readonly Parada[];
  readonly cerradas: readonly Cerrada[];
  /** Where to fetch before the next delivery. */
  readonly recogidas: readonly Recogida[];
  /** The vehicle stands in the street, or in the workshop. */
  readonly averiado: boolean;
  /** ISO 8601. */
  readonly salioEn?: string;
  /** The server does not show yet all that it has done. */
  readonly atrasada: boolean;
  /** The route has stops that nobody has told of yet. */
  readonly sinLeer: boolean;
  /** The last that was done here was to end a route, and that was today. */
  readonly finalizoHoy: boolean;
  /** A route was ended here a moment ago: what came back with it need not be told by the server yet. */
  readonly porRegistrar: boolean;
  /** The server would take it back that the vehicle has left: nothing was done since, there or here. */
  readonly sePuedeDeshacer: boolean;
  readonly vuelve: readonly Vuelta[];
}

/** The day as it stands. @param now milliseconds since 1970 */
export function diaDe({ hoy, leidoEn, conocidas }: Guardado, cola: Cola, now: number): Dia {
  const placa = hoy.vehiculo?.vehiculoId;
  if (placa === undefined)
    return {
      fase: 'sinVehiculo',
      abiertas: [],
      cerradas: [],
      recogidas: [],
      averiado: false,
      atrasada: false,
      sinLeer: false,
      finalizoHoy: false,
      porRegistrar: false,
      sePuedeDeshacer: false,
      vuelve: [],
    };
  const viajes = viajesDe(cola, hoy.conductorId, placa);
  const suya = hoy.vehiculo?.ruta?.conductorId === hoy.conductorId ? hoy.vehiculo.ruta : undefined;
  const { fase, ruta, viaje } = enCursoDe(viajes, suya, leidoEn);
  const fin = viajes.at(-1)?.cierre;
  const { salida, hechos: desde = [] } = viaje ?? {};
  const enTaller = hoy.vehiculo?.estado === 'averiado' || hoy.vehiculo?.estado === 'mantenimiento';
  const varada = viajes.flatMap(({ hechos }) => hechos).findLast(({ tipo }) => tipo === 'averia' || tipo === 'arreglo');
  const averiado = varada && estaPorVerse(varada, leidoEn) ? varada.tipo === 'averia' : enTaller;
  const salioEn = fase === 'enRuta' ? (ruta?.iniciadaEn ?? salida?.en) : undefined;
  const rutaId = fase === 'enRuta' ? (ruta?.rutaId ?? viaje?.rutaId) : undefined;
  const salieron = salida?.paradas ?? [];
  const quedan = ruta ? (hoy.vehiculo?.paradas ?? 0) : salieron.length;
  const dichas = ruta ? hoy.enRuta : [];
  const paradas =
    fase === 'enRuta'
      ? conCalladas(dichas, { quedan, salieron, conocidas, hechos: desde })
      : [...dichas, ...hoy.porSalir];
  const cerradas = [...cerradasPor(desde, conocidas), ...perdidas(hoy, { rutaId: ruta?.rutaId, conocidas, desde })];
  const abiertas = paradas.filter(({ ordenId, intento }) => !desde.some((uno) => cierra(uno, ordenId, intento)));
  const porVerse = desde.filter((uno) => estaPorVerse(uno, leidoEn)).flatMap(({ ordenId }) => ordenId ?? []);
  const leidas = new Set([...paradas.map(({ ordenId }) => ordenId), ...porVerse]);
  const abiertasAhora = new Set(abiertas.map(({ ordenId }) => ordenId));
  return {
    fase,
    placa,
    ...(rutaId !== undefined && { rutaId }),
    abiertas,
    cerradas: cerradas.filter(({ parada }) => !abiertasAhora.has(parada.ordenId)),
    recogidas: hoy.recogidas.filter(
      ({ bodegaId }) => !desde.some((uno) => uno.bodegaId === bodegaId && estaPorVerse(uno, leidoEn)),
    ),
    averiado,
    ...(salioEn !== undefined && { salioEn }),
    atrasada:
      fase !== (suya ? 'enRuta' : 'enBodega') ||
      averiado !== enTaller ||
      (fase === 'enRuta' && (ruta !== suya || hoy.enRuta.length !== quedan)),
    sinLeer: fase === 'enRuta' && leidas.size < quedan,
    finalizoHoy: fin?.tipo === 'fin' && isoDay(fin.en) === isoDay(now),
    porRegistrar: fin?.tipo === 'fin' && estaPorVerse(fin, leidoEn),
    sePuedeDeshacer:
      fase === 'enRuta' &&
      desde.length === 0 &&
      (ruta === undefined || (hoy.seDeshaceHasta !== undefined && now < Date.parse(hoy.seDeshaceHasta))),
    vuelve: fase === 'enRuta' ? loQueVuelve(hoy, { conocidas, abiertas, cerradas }) : [],
  };
}

/** What the driver does with what came back, as the warehouse is told of it. */
export interface Destinos {
  readonly seEntregan: readonly Vuelta[];
  readonly seQuedan: readonly Vuelta[];
}

/** What of the goods that came back is handed in at the warehouse, and what stays in the vehicle for another attempt. */
export function destinosDe({ porEntregar, salenOtraVez }: Hoy): Destinos {
  return { seEntregan: porEntregar, seQuedan: salenOtraVez.map(({ dia, ...una }) => ({ ...una, saleEl: dia })) };
}

/** Keeps a day that was read. Another driver's, another day's and another vehicle's stops are forgotten. */
export function conHoy(antes: Guardado | undefined, hoy: Hoy, leidoEn: number): Guardado {
  const mismo =
    antes?.hoy.conductorId === hoy.conductorId && antes.hoy.vehiculo?.vehiculoId === hoy.vehiculo?.vehiculoId;
  const vistas = Object.fromEntries([...hoy.porSalir, ...hoy.enRuta].map((una) => [una.ordenId, una]));
  const nombres = antes?.nombres;
  return {
    version: 1,
    leidoEn,
    hoy,
    conocidas: { ...(mismo && antes.conocidas), ...vistas },
    ...(nombres && { nombres }),
  };
}

/**
 * A day after which there is another one: the doors of a route that the server does not tell of any more are forgotten, what
 * things are called is not, since it is still told what came back.
 */
export function sinPuertas(antes: Guardado, { vehiculo }: Hoy): Guardado {
  const rutaId = vehiculo?.ruta?.rutaId;
  const sigue = rutaId !== undefined && rutaId === antes.hoy.vehiculo?.ruta?.rutaId;
  return sigue ? antes : { ...antes, conocidas: {} };
}

/** What has not arrived yet closes its stop in any case; what has, that attempt. */
function cierra(uno: Hecho, ordenId: string, intento: number): boolean {
  return uno.ordenId === ordenId && (!uno.enviadaEn || uno.intento === intento);
}

interface Calladas {
  /** How many stops the route has still to make. */
  readonly quedan: number;
  readonly salieron: readonly string[];
  readonly conocidas: Guardado['conocidas'];
  readonly hechos: readonly Hecho[];
}

/**
 * The stops of a route that is on. Just after the vehicle has left, the views that have them may be behind: then those with
 * which it left are still there.
 */
function conCalladas(dichas: readonly Parada[], { quedan, salieron, conocidas, hechos }: Calladas): readonly Parada[] {
  const calladas = salieron
    .filter((ordenId) => !dichas.some((una) => una.ordenId === ordenId))
    .flatMap((ordenId) => conocidas[ordenId] ?? [])
    .filter(({ ordenId, intento }) => !hechos.some((uno) => cierra(uno, ordenId, intento)))
    .slice(0, Math.max(0, quedan - dichas.length));
  return calladas.length === 0 ? dichas : [...dichas, ...calladas].sort(porHora);
}

function porHora(a: Parada, b: Parada): number {
  return (a.eta ?? '') < (b.eta ?? '') ? -1 : 1;
}

function cerradasPor(desde: readonly Hecho[], conocidas: Guardado['conocidas']): Cerrada[] {
  const ultimas = new Map(desde.flatMap((uno) => (uno.ordenId === undefined ? [] : [[uno.ordenId, uno] as const])));
  return [...ultimas].flatMap(([ordenId, uno]) => {
    const parada = conocidas[ordenId];
    if (!parada) return [];
    const entregadas = entregadasEn(uno);
    const fin = uno.tipo === 'fallo' ? 'fallida' : entregadas ? 'parcial' : 'entregada';
    return [{ parada, fin, ...(entregadas && { entregadas }), enviada: uno.enviadaEn !== undefined } as const];
  });
}

interface Perdibles {
  readonly rutaId: string | undefined;
  readonly conocidas: Guardado['conocidas'];
  readonly desde: readonly Hecho[];
}

/** Stops of this route that are not in it any more, and were not closed here. */
function perdidas({ enRuta, deVuelta }: Hoy, { rutaId, conocidas, desde }: Perdibles): Cerrada[] {
  return Object.values(conocidas)
    .filter((una) => rutaId !== undefined && una.rutaId === rutaId)
    .filter(({ ordenId }) => ![...enRuta, ...desde].some((otra) => otra.ordenId === ordenId))
    .map((parada) => ({
      parada,
      fin: deVuelta.includes(parada.ordenId) ? 'devuelta' : 'cerrada',
      enviada: true,
    }));
}

function loQueVuelve(
  { deVuelta }: Hoy,
  de: { conocidas: Guardado['conocidas']; abiertas: readonly Parada[]; cerradas: readonly Cerrada[] },
): Vuelta[] {
  const { conocidas, abiertas, cerradas } = de;
  const entregadas = new Set(
    cerradas.filter(({ fin }) => fin === 'entregada' || fin === 'cerrada').map(({ parada }) => parada.ordenId),
  );
  const quedan = cerradas.filter(({ parada }) => !entregadas.has(parada.ordenId)).map(({ parada }) => parada);
  const ids = new Set([...[...abiertas, ...quedan].map(({ ordenId }) => ordenId), ...deVuelta]);
  return [...ids]
    .filter((id) => !entregadas.has(id))
    .map((ordenId) => {
      const parada = conocidas[ordenId];
      const enParte = cerradas.find((una) => una.parada.ordenId === ordenId)?.entregadas;
      return { ordenId, direccion: parada?.direccion, lineas: parada && loQueQueda(parada.lineas, enParte) };
    });
}

/** What is left of lines after some of them were handed over. */
function loQueQueda(lineas: readonly Linea[], entregadas: readonly Linea[] = []): readonly Linea[] {
  return lineas.flatMap(({ sku, cantidad }) => {
    const queda = cantidad - (entregadas.find((una) => una.sku === sku)?.cantidad ?? 0);
    return queda > 0 ? [{ sku, cantidad: queda }] : [];
  });
}
