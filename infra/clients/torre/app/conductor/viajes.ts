import type { Accion, Cola, Hecha } from './cola.ts';
import type { Hoy } from './tipos.ts';

/** Something that was done, as far as the server did not refuse it; it has what is `enviadaEn`. */
export type Hecho = (Accion | Hecha) & { readonly enviadaEn?: string };

/** What was done here on one route. */
export interface Viaje {
  /** The route, as the server calls it; absent until it has told of it. */
  readonly rutaId?: string | undefined;
  /** Absent of a route that was not begun here. */
  readonly salida?: Hecho;
  /** On the way, in their order. */
  readonly hechos: readonly Hecho[];
  /** The vehicle came back, or has not left after all. */
  readonly cierre?: Hecho;
}

/** Where the vehicle is, and on what: the route as the server tells it, the trip as this telephone knows it. */
export interface EnCurso {
  readonly fase: 'enBodega' | 'enRuta';
  /** Absent while the server does not know it, or tells of one that has ended. */
  readonly ruta?: Ruta | undefined;
  /** Absent where nothing of it was done here. */
  readonly viaje?: Viaje | undefined;
}

type Ruta = NonNullable<NonNullable<Hoy['vehiculo']>['ruta']>;

/** A row of a view may be so far behind what the server has done. */
const ATRASO_MS = 60_000;

/** What a driver has done with a vehicle, route by route. */
export function viajesDe({ acciones, hechas }: Cola, conductorId: string, vehiculoId: string): readonly Viaje[] {
  const vivas = acciones.filter(({ rechazo }) => !rechazo);
  return [...hechas, ...vivas]
    .filter((uno) => uno.conductorId === conductorId && uno.vehiculoId === vehiculoId)
    .reduce<readonly Viaje[]>(conUno, []);
}

function conUno(viajes: readonly Viaje[], uno: Hecho): readonly Viaje[] {
  const { rutaId } = uno;
  if (uno.tipo === 'salida') return [...viajes, { rutaId, salida: uno, hechos: [] }];
  const ultimo = viajes.at(-1);
  const esOtra = rutaId !== undefined && ultimo?.rutaId !== undefined && rutaId !== ultimo.rutaId;
  const sigue = ultimo && !ultimo.cierre && !esOtra;
  const viaje: Viaje = sigue ? { ...ultimo, rutaId: ultimo.rutaId ?? rutaId } : { rutaId, hechos: [] };
  const cierra = uno.tipo === 'fin' || uno.tipo === 'deshacer';
  const despues = cierra ? { ...viaje, cierre: uno } : { ...viaje, hechos: [...viaje.hechos, uno] };
  return [...(sigue ? viajes.slice(0, -1) : viajes), despues];
}

/**
 * What is laid over what the server tells: that the vehicle left or came back here, until its answer can know it. An answer
 * that tells of another route than the last one here knows it.
 * @param ruta the driver's, as the server tells it.
 */
export function enCursoDe(viajes: readonly Viaje[], ruta: Ruta | undefined, leidoEn: number): EnCurso {
  const ultimo = viajes.at(-1);
  const marca = ultimo?.cierre ?? ultimo?.salida;
  const suyo = ruta && viajes.findLast(({ rutaId }) => rutaId === ruta.rutaId);
  const esOtra = ruta !== undefined && ultimo?.rutaId !== undefined && ultimo !== suyo;
  if (!marca || esOtra || !estaPorVerse(marca, leidoEn)) {
    const sinNombre = ultimo && !ultimo.cierre && ultimo.rutaId === undefined ? ultimo : undefined;
    return ruta ? { fase: 'enRuta', ruta, viaje: suyo ?? sinNombre } : { fase: 'enBodega' };
  }
  if (marca.tipo !== 'salida') return { fase: 'enBodega', ruta: marca.tipo === 'deshacer' ? ruta : undefined };
  return { fase: 'enRuta', ruta: suyo === undefined || suyo === ultimo ? ruta : undefined, viaje: ultimo };
}

/** Whether what was done need not be in an answer: the server does not have it, or its views may be behind. */
export function estaPorVerse({ enviadaEn }: Hecho, leidoEn: number): boolean {
  return enviadaEn === undefined || leidoEn < Date.parse(enviadaEn) + ATRASO_MS;
}
