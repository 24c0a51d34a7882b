import type { Linea } from './tipos.ts';

/** What a driver does: it leaves, undoes that, fetches, hands over, could not, breaks down, goes on, comes back. */
export type Tipo = 'salida' | 'deshacer' | 'recogida' | 'entrega' | 'fallo' | 'averia' | 'arreglo' | 'fin';

/** Of what the server said of an action, what is kept and shown. */
export interface Rechazo {
  readonly status: number;
  readonly codigo?: string;
  readonly title?: string;
  readonly detail?: string;
}

/** Something that was done, and is to be told to the server. It is kept on the telephone before it is shown as done. */
export interface Accion {
  /** Its idempotency key, made with it: however often it is sent, it is done once. */
  readonly clave: string;
  readonly tipo: Tipo;
  readonly conductorId: string;
  readonly vehiculoId: string;
  /** The route on which it was done, where the server had told of it. */
  readonly rutaId?: string;
  /** Of a stop. */
  readonly ordenId?: string;
  readonly intento?: number;
  /** Of a pick-up. */
  readonly bodegaId?: string;
  /** Of a start: the stops with which the vehicle leaves. */
  readonly paradas?: readonly string[];
  /** The command's body. */
  readonly cuerpo: Readonly<Record<string, unknown>>;
  /** When it was done, by the telephone's clock (ISO 8601). */
  readonly en: string;
  /** A picture is kept beside it, and is to be brought before it. */
  readonly foto?: boolean;
  /** How often it was begun to be sent. */
  readonly intentos: number;
  /** Why the server did not take it: it waits for the person. */
  readonly rechazo?: Rechazo;
}

/** Something that the server knows. The row that shows it may be a moment behind. */
export interface Hecha extends Omit<Accion, 'cuerpo' | 'foto' | 'intentos' | 'rechazo'> {
  /** Of a delivery in part: what was handed over. */
  readonly lineas?: readonly Linea[];
  readonly enviadaEn: string;
}

/** All that was done on the way: what waits, in its order, and what has arrived. */
export interface Cola {
  readonly version: 1;
  readonly acciones: readonly Accion[];
  readonly hechas: readonly Hecha[];
}

export const VACIA: Cola = { version: 1, acciones: [], hechas: [] };

/** A queue as it was kept. @throws Error when a newer page has kept it: this one would lose what it does not know. */
export function leida(guardada: unknown): Cola {
  if (guardada === undefined) return VACIA;
  const { version } = guardada as { version?: unknown };
  if (version !== VACIA.version) throw new Error(`A queue of version ${version}: reload the page.`);
  return guardada as Cola;
}

/** With one more action at its end. */
export function anotada(cola: Cola, accion: Accion): Cola {
  if (cola.acciones.some(({ clave }) => clave === accion.clave)) return cola;
  return { ...cola, acciones: [...cola.acciones, accion] };
}

/** What a pass over the queue leaves for the next one. */
export interface Apartadas {
  /** Vehicles of which an action has to wait: all behind it wait too. */
  readonly vehiculos: Set<string>;
  /** Actions at which the server fails again and again: only those of the same stop wait for them. */
  readonly claves: Set<string>;
}

/**
 * The next action to send for a driver: the oldest that nothing holds up. One that was refused, and may be sent again, holds
 * up those of its own stop; one of the whole route (leaving, coming back) waits for all before it, and all behind wait for it.
 */
export function siguiente(
  { acciones }: Cola,
  conductorId: string,
  { vehiculos, claves }: Apartadas,
): Accion | undefined {
  const detenidas: Accion[] = [];
  return acciones.find((una) => {
    const queda = una.rechazo !== undefined || claves.has(una.clave) || detenidas.some((antes) => frena(antes, una));
    if (queda && !esDefinitiva(una)) detenidas.push(una);
    return !queda && una.conductorId === conductorId && !vehiculos.has(una.vehiculoId);
  });
}

/** Refusals of what is closed, and is not opened again. */
const CERRADAS = new Set([
  'ENTREGA_REGISTRADA',
  'PARADA_TERMINADA',
  'PARADA_ANULADA',
  'PARADA_NO_EXISTE',
  'RECOGIDA_NO_PENDIENTE',
]);

/**
 * Whether it was refused for good, so that it is only read and holds up nothing: its stop is closed, or it was to undo the
 * start of a route that goes on.
 */
export function esDefinitiva({ tipo, rechazo }: Accion): boolean {
  return rechazo !== undefined && (tipo === 'deshacer' || CERRADAS.has(rechazo.codigo ?? ''));
}

/** Of what waits, how much a person has to look into because it was refused, and how much is just to be sent. */
export function cuenta(acciones: readonly Accion[]): { readonly porRevisar: number; readonly porEnviar: number } {
  const porRevisar = acciones.filter(({ rechazo }) => rechazo).length;
  return { porRevisar, porEnviar: acciones.length - porRevisar };
}

function frena(antes: Accion, una: Accion): boolean {
  const [a, b] = [lugarDe(antes), lugarDe(una)];
  return antes.vehiculoId === una.vehiculoId && (a === b || a === RUTA || b === RUTA);
}

const RUTA = 'ruta';

/** The stop or the warehouse of an action, or `ruta` of one that is of the whole route. */
export function lugarDe({ ordenId, bodegaId }: Pick<Accion, 'ordenId' | 'bodegaId'>): string {
  return ordenId ?? bodegaId ?? RUTA;
}

/** What follows from an answer. */
export type Juicio = 'hecha' | 'espera' | 'sesion' | 'hora' | 'rechazada';

/** Refusals of what is so already: the vehicle is on a route of the driver's, or is not on that route any more. */
const CUMPLIDAS: Partial<Record<Tipo, string>> = {
  salida: 'VEHICULO_EN_RUTA',
  deshacer: 'RUTA_NO_INICIADA',
  fin: 'RUTA_NO_INICIADA',
};
/** Why a start was not undone, so that its route goes on. */
const SIGUE = new Set(['RUTA_EMPEZADA', 'SALIDA_LEJANA']);
/** What is refused now, and may be taken in a moment. */
const PASAJEROS = new Set(['RESERVA_EN_CAMBIO']);
/** After so many tries what should pass has not. */
const MUCHOS = 8;

/**
 * What an answer means; status 0 is none. Who signs addresses for pictures looks into views, which may not show the route yet
 * on which its stop is.
 */
export function juzgar({ tipo, intentos, cuerpo, foto }: Accion, { status, codigo }: Rechazo): Juicio {
  if (status >= 200 && status < 300) return 'hecha';
  if (codigo !== undefined && codigo === CUMPLIDAS[tipo]) return 'hecha';
  if (status === 401) return 'sesion';
  if (status < 400 || status >= 500 || status === 408 || status === 429) return 'espera';
  const pasara = foto ? status === 404 : codigo !== undefined && PASAJEROS.has(codigo);
  if (pasara && intentos < MUCHOS) return 'espera';
  return codigo === 'HORA_IMPOSIBLE' && 'entregadaEn' in cuerpo ? 'hora' : 'rechazada';
}

/** An action is about to be sent. */
export function intentada(cola: Cola, clave: string): Cola {
  return cambiada(cola, clave, (una) => ({ ...una, intentos: una.intentos + 1 }));
}

/** Its picture was brought: what it is called goes with it, the picture need not be kept. */
export function conEvidencia(cola: Cola, clave: string, evidencia: string): Cola {
  return cambiada(cola, clave, ({ foto: _, ...una }) => ({ ...una, cuerpo: { ...una.cuerpo, evidencia } }));
}

/** The server cannot have it at that hour: it takes its own. Another body needs another key; nothing was done by the first. */
export function sinHora(cola: Cola, clave: string, nueva: string): Cola {
  return cambiada(cola, clave, (una) => {
    const { entregadaEn: _, ...cuerpo } = una.cuerpo;
    return { ...una, clave: nueva, cuerpo };
  });
}

/**
 * The server does not take it: it stays until the person has read why. Where a start was not undone, its route goes on: the
 * start behind is of the same one, and goes.
 */
export function rechazada(cola: Cola, clave: string, rechazo: Rechazo): Cola {
  const queda = cambiada(cola, clave, (una) => ({ ...una, rechazo }));
  const n = cola.acciones.findIndex((una) => una.clave === clave);
  const una = cola.acciones[n];
  if (una?.tipo !== 'deshacer' || !SIGUE.has(rechazo.codigo ?? '')) return queda;
  const otra = cola.acciones
    .slice(n)
    .find(({ tipo, vehiculoId }) => tipo === 'salida' && vehiculoId === una.vehiculoId);
  return otra ? quitada(queda, otra.clave) : queda;
}

/** It is to be sent once more, where that is possible. */
export function reintentada(cola: Cola, clave: string): Cola {
  return cambiada(cola, clave, (una) => (esDefinitiva(una) ? una : sinRechazo(una)));
}

function sinRechazo({ rechazo: _, ...una }: Accion): Accion {
  return { ...una, intentos: 0 };
}

/** The server has it. */
export function hecha(cola: Cola, clave: string, enviadaEn: string): Cola {
  const una = cola.acciones.find((otra) => otra.clave === clave);
  if (!una) return cola;
  const { cuerpo: _, foto: __, intentos: ___, rechazo: ____, ...resto } = una;
  const lineas = entregadasEn(una);
  const nueva: Hecha = { ...resto, ...(lineas && { lineas }), enviadaEn };
  return { ...quitada(cola, clave), hechas: [...cola.hechas, nueva] };
}

/** With the route that the last start has begun, as the server tells it: the first one that nothing before was of. */
export function conRuta(cola: Cola, conductorId: string, rutaId: string): Cola {
  const suyas = cola.hechas.filter((una) => una.conductorId === conductorId);
  const ultima = suyas.findLast(({ tipo }) => tipo === 'salida' || tipo === 'fin' || tipo === 'deshacer');
  if (ultima?.tipo !== 'salida' || ultima.rutaId !== undefined) return cola;
  if (suyas.some((una) => una.rutaId === rutaId)) return cola;
  return { ...cola, hechas: cola.hechas.map((una) => (una === ultima ? { ...una, rutaId } : una)) };
}

/** What of its stop was handed over, where that was not all. */
export function entregadasEn(uno: Accion | Hecha): readonly Linea[] | undefined {
  return 'cuerpo' in uno ? (uno.cuerpo.lineas as readonly Linea[] | undefined) : uno.lineas;
}

/** Without an action. */
export function quitada(cola: Cola, clave: string): Cola {
  return { ...cola, acciones: cola.acciones.filter((una) => una.clave !== clave) };
}

/** Whether a driver's route was ended, and the server knows all of it. */
export function terminada({ acciones, hechas }: Cola, conductorId: string): boolean {
  const suyo = (uno: { readonly conductorId: string }) => uno.conductorId === conductorId;
  return hechas.findLast(suyo)?.tipo === 'fin' && !acciones.some(suyo);
}

/** After the end of a route: of what has arrived only that is remembered. */
export function olvidada(cola: Cola): Cola {
  return { ...cola, hechas: cola.hechas.slice(-1) };
}

/** Without anything of a driver, who leaves the telephone to others. */
export function sinConductor({ acciones, hechas, ...cola }: Cola, conductorId: string | undefined): Cola {
  const otros = (uno: { readonly conductorId: string }) => uno.conductorId !== conductorId;
  return { ...cola, acciones: acciones.filter(otros), hechas: hechas.filter(otros) };
}

function cambiada(cola: Cola, clave: string, cambio: (una: Accion) => Accion): Cola {
  return { ...cola, acciones: cola.acciones.map((una) => (una.clave === clave ? cambio(una) : una)) };
}
