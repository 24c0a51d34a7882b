import { hearTime } from '../core/clock.ts';
import { at, told } from '../core/config.ts';
import { SignedOut, token } from '../core/session.ts';
import type { Accion, Rechazo, Tipo } from './cola.ts';
import { leerFoto } from './guardado.ts';

/** An answer; status 0 when nothing came back. */
export interface Respuesta {
  readonly status: number;
  readonly body: any;
  readonly etag?: string;
}

/** A network that answers nothing in this time is none. */
const PACIENCIA_MS = 20_000;
/** To sign in is worth leaving the page only where answers are quick. */
const ENTRADA_MS = 5_000;

/** Asks the API, with a token of this moment. Throws nothing: what came, or did not, is its answer. */
export async function pedir(
  path: string,
  init: RequestInit & { headers?: Record<string, string> } = {},
): Promise<Respuesta> {
  try {
    const held = await token();
    let response = await preguntar(path, init, held);
    // It may have ended by the server's clock, or have been taken back.
    if (response.status === 401) response = await preguntar(path, init, await token(held));
    hearTime(response);
    const body = await response.json().catch(() => undefined);
    const etag = response.headers.get('ETag');
    return { status: response.status, body, ...(etag && { etag }) };
  } catch (error) {
    return { status: error instanceof SignedOut ? 401 : 0, body: undefined };
  }
}

function preguntar(
  path: string,
  { headers, ...init }: Parameters<typeof pedir>[1] = {},
  bearer = '',
): Promise<Response> {
  return fetch(at(path), {
    ...init,
    headers: { ...headers, Authorization: `Bearer ${bearer}` },
    signal: AbortSignal.timeout(PACIENCIA_MS),
    cache: 'no-store',
  });
}

function ordenar(path: string, cuerpo: object, clave?: string): Promise<Respuesta> {
  return pedir(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(clave !== undefined && { 'Idempotency-Key': clave }) },
    body: JSON.stringify(cuerpo),
  });
}

const RUTAS: Readonly<Record<Tipo, (accion: Accion) => string>> = {
  salida: () => '/rutas',
  deshacer: () => '/rutas/deshacer',
  recogida: () => '/recogidas',
  entrega: ({ ordenId }) => `/entregas/${ordenId}/confirmacion`,
  fallo: ({ ordenId }) => `/entregas/${ordenId}/fallo`,
  averia: () => '/mantenimiento',
  arreglo: () => '/mantenimiento/fin',
  fin: () => '/rutas/finalizacion',
};

/** Sends an action with its key. */
export async function enviar(accion: Accion): Promise<Rechazo> {
  const path = `/vehiculos/${accion.vehiculoId}${RUTAS[accion.tipo](accion)}`;
  const { status, body } = await ordenar(path, accion.cuerpo, accion.clave);
  return { status, ...rechazoDe(body) };
}

/** Sends where the vehicle was. */
export function enviarPosiciones(vehiculoId: string, posiciones: readonly object[]): Promise<Respuesta> {
  return ordenar(`/vehiculos/${vehiculoId}/ubicaciones`, { posiciones });
}

/**
 * Brings the picture of an action to where it is kept: what it is called from then on, or what the server said. A store that
 * does not take it is a fault of the server's: the next try gets another address.
 */
export async function subir({ clave, vehiculoId, ordenId }: Accion): Promise<string | Rechazo> {
  const foto = await leerFoto(clave);
  if (!foto) return 'sin prueba';
  const { type: tipo, size: bytes } = foto;
  const { status, body } = await ordenar(`/vehiculos/${vehiculoId}/entregas/${ordenId}/evidencias`, { tipo, bytes });
  if (status !== 200) return { status, ...rechazoDe(body) };
  const { url, metodo: method, encabezados: headers, evidencia } = body;
  try {
    const { ok } = await fetch(url, { method, headers, body: foto, signal: AbortSignal.timeout(2 * PACIENCIA_MS) });
    return ok ? evidencia : { status: 500 };
  } catch {
    return { status: 0 };
  }
}

/** Whether one can go to sign in and come back: the provider and this server answer. Without a network a browser would leave the page for nothing. */
export async function sePuedeEntrar(): Promise<boolean> {
  const { emisor } = told;
  const paginas = [at('/entrar'), ...(emisor ? [`${emisor.replace(/\/$/, '')}/.well-known/openid-configuration`] : [])];
  const responde = async (pagina: string) =>
    (await fetch(pagina, { signal: AbortSignal.timeout(ENTRADA_MS), cache: 'no-store' })).ok;
  return (await Promise.all(paginas.map((una) => responde(una).catch(() => false)))).every(Boolean);
}

function rechazoDe(body: any): Omit<Rechazo, 'status'> {
  const { codigo, title, detail } = body ?? {};
  return { ...(codigo && { codigo }), ...(title && { title }), ...(detail && { detail }) };
}
