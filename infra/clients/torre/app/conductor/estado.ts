import { computed, effect, signal } from '@preact/signals';
import { announce } from '../core/announce.ts';
import { behind, now, serverTime } from '../core/clock.ts';
import { caller, onSessionEnd } from '../core/session.ts';
import { type Accion, type Cola, conRuta, olvidada, quitada, reintentada, terminada, VACIA } from './cola.ts';
import { conHoy, type Dia, diaDe, sinPuertas, type Vuelta } from './dia.ts';
import { enviarCola, type Pasada } from './envio.ts';
import * as guardado from './guardado.ts';
import { enviar as mandar, pedir, sePuedeEntrar, subir } from './red.ts';
import type { Guardado, Hoy } from './tipos.ts';

/** The queue as the telephone keeps it. */
export const cola = signal<Cola>(VACIA);
/** The day as the server last told it; nothing, until it has. */
export const ultimo = signal<Guardado | undefined>(undefined);
/** How the last attempt to speak to the server went. That somebody must sign in is said only where that can be done. */
export const red = signal<'bien' | 'sinSenal' | 'sinSesion'>('bien');
/** Why the day could not be read, where that is no matter of the network. */
export const problema = signal<number | undefined>(undefined);
/** The telephone keeps nothing more: it is full. */
export const lleno = signal(false);
/** What came back with the route that was ended last, while the page is open. */
export const vuelta = signal<readonly Vuelta[] | undefined>(undefined);

/** The day with all that was done since. */
export const dia = computed<Dia | undefined>(() => ultimo.value && diaDe(ultimo.value, cola.value, now.value));
/** What waits to be sent, and what the server did not take. */
export const porEnviar = computed(() => cola.value.acciones.filter(({ conductorId }) => conductorId === quien()));

/** Plan and route change while one looks at them; a day that has not changed is answered without its body. */
const CADA_MS = 5_000;
const PRONTO_MS = 1_500;
let abriendo: Promise<void> | undefined;
let etag: string | undefined;
let pasando: Promise<void> | undefined;
let otraVez = false;
let pronto: ReturnType<typeof setTimeout> | undefined;

/** Who drives: whoever has signed in, or whose day the telephone keeps. */
export function quien(): string | undefined {
  return caller.value?.conductorId ?? ultimo.value?.hoy.conductorId;
}

/** Reads what the telephone keeps, once, and goes on by itself from then on. @throws Error when a newer page has kept it */
export function abrir(): Promise<void> {
  abriendo ??= cargar();
  return abriendo;
}

async function cargar(): Promise<void> {
  cola.value = await guardado.leerCola();
  ultimo.value = await guardado.leerDia();
  if (behind.peek() === 0) behind.value = await guardado.leerDesfase();
  effect(() => void guardado.guardarDesfase(behind.value).catch(() => undefined));
  void navigator.storage?.persist?.();
  onSessionEnd(() => {
    red.value = 'sinSesion';
  });
  effect(() => {
    if (caller.value) void mover();
  });
  const cada = () => {
    if (!document.hidden) void mover();
    setTimeout(cada, CADA_MS);
  };
  setTimeout(cada, CADA_MS);
  addEventListener('online', () => void mover());
  addEventListener('offline', () => {
    red.value = 'sinSenal';
  });
  addEventListener('focus', () => void mover());
  document.addEventListener('visibilitychange', () => document.hidden || void mover());
  void mover();
}

/** What is done, without what the page knows by itself. */
type Hecho = Pick<Accion, 'tipo' | 'ordenId' | 'intento' | 'bodegaId' | 'paradas' | 'cuerpo'>;

/** Keeps something that was done, and then shows and sends it. @throws DOMException when the telephone has no room for it */
export async function hacer(hecho: Hecho, foto?: Blob): Promise<void> {
  const { placa, rutaId } = dia.peek() ?? {};
  const conductorId = quien();
  if (placa === undefined || conductorId === undefined) throw new Error('Nobody drives.');
  const en = new Date(serverTime()).toISOString();
  const donde = { conductorId, vehiculoId: placa, ...(rutaId !== undefined && { rutaId }) };
  const accion = { ...hecho, ...donde, clave: crypto.randomUUID(), en, intentos: 0 };
  cola.value = await guardado.guardarAccion(accion, foto);
  announce('Guardada en el teléfono');
  void mover();
}

/** The vehicle has not left after all. What was not begun to be sent is just forgotten. */
export async function deshacerSalida(): Promise<void> {
  const salida = cola.peek().acciones.find(({ tipo }) => tipo === 'salida');
  if (salida) {
    const sinEnviar = (una: Cola) =>
      una.acciones.some(({ clave, intentos }) => clave === salida.clave && intentos === 0);
    cola.value = await guardado.cambiarCola((una) => (sinEnviar(una) ? quitada(una, salida.clave) : una));
    if (!cola.value.acciones.some(({ clave }) => clave === salida.clave)) return;
  }
  await hacer({ tipo: 'deshacer', cuerpo: estaRuta() });
}

/** The vehicle is back: what comes with it is shown. */
export async function finalizar(): Promise<void> {
  const { vuelve = [] } = dia.peek() ?? {};
  await hacer({ tipo: 'fin', cuerpo: estaRuta() });
  vuelta.value = vuelve;
}

/** The route that is meant, where it has a name: another one may be open when this arrives. */
function estaRuta(): Accion['cuerpo'] {
  const { rutaId } = dia.peek() ?? {};
  return rutaId === undefined ? {} : { rutaId };
}

/** Sends a refused action once more. */
export async function reintentar(clave: string): Promise<void> {
  cola.value = await guardado.cambiarCola((una) => reintentada(una, clave));
  void mover();
}

/** Whoever drives has read why an action was refused. */
export async function descartar(clave: string): Promise<void> {
  cola.value = await guardado.cambiarCola((una) => quitada(una, clave));
  void mover();
}

/** Sends what waits and reads the day; one such pass at a time, over all tabs. */
export function mover(): Promise<void> {
  if (pasando) {
    otraVez = true;
    return pasando;
  }
  const fin = (estaLleno: boolean) => {
    lleno.value = estaLleno;
    pasando = undefined;
    if (!otraVez) return;
    otraVez = false;
    void mover();
  };
  pasando = pasar().then(
    () => fin(false),
    () => fin(true),
  );
  return pasando;
}

async function pasar(): Promise<void> {
  const conductorId = quien();
  if (conductorId === undefined) return;
  if (!caller.peek()) {
    red.value = (await sePuedeEntrar()) ? 'sinSesion' : 'sinSenal';
    return;
  }
  const enviar = () => enviarTodo(conductorId);
  const pasada = await (navigator.locks ? navigator.locks.request('alpes-cola', enviar) : enviar());
  if (pasada === 'sesion') {
    red.value = 'sinSesion';
    return;
  }
  await leerHoy(conductorId);
  // What was done a moment ago is in its views in a moment.
  if (dia.peek()?.atrasada && red.peek() === 'bien') luego();
}

function luego(): void {
  clearTimeout(pronto);
  pronto = setTimeout(() => void mover(), PRONTO_MS);
}

async function enviarTodo(conductorId: string): Promise<Pasada> {
  cola.value = await guardado.leerCola();
  const cambiar = async (cambio: (cola: Cola) => Cola) => {
    cola.value = await guardado.cambiarCola(cambio);
  };
  const medios = {
    leer: guardado.leerCola,
    cambiar,
    subir,
    enviar: mandar,
    nuevaClave: () => crypto.randomUUID(),
    ahora: () => new Date().toISOString(),
  };
  const pasada = await enviarCola(medios, conductorId);
  clearTimeout(pronto);
  if (pasada === 'espera') luego();
  if (terminada(cola.value, conductorId) && cola.value.hechas.length > 1) await cambiar(olvidada);
  return pasada;
}

/** Reads the day. The doors of a route that was ended are not remembered with it. */
async function leerHoy(conductorId: string): Promise<void> {
  const leidoEn = Date.now();
  const {
    status,
    body,
    etag: nuevo,
  } = await pedir(`/conductores/${conductorId}/hoy`, {
    headers: etag !== undefined && ultimo.peek() ? { 'If-None-Match': etag } : {},
  });
  red.value = status === 0 ? 'sinSenal' : status === 401 ? 'sinSesion' : 'bien';
  problema.value = status >= 400 && status !== 401 ? status : undefined;
  const antes = ultimo.peek();
  if (status === 304 && antes) ultimo.value = { ...antes, leidoEn };
  if (status !== 200) return;
  etag = nuevo;
  const hoy = body as Hoy;
  await nombrarRuta(hoy);
  const recordado = antes && terminada(cola.peek(), conductorId) ? sinPuertas(antes, hoy) : antes;
  const siguiente = conHoy(recordado, hoy, leidoEn);
  ultimo.value = await conNombres(siguiente);
  await guardado.guardarDia(ultimo.value);
}

/** Keeps of which route the start was: what was done on it is laid over no other one. */
async function nombrarRuta({ conductorId, vehiculo }: Hoy): Promise<void> {
  const { ruta } = vehiculo ?? {};
  if (ruta?.conductorId !== conductorId) return;
  const { rutaId } = ruta;
  if (conRuta(cola.peek(), conductorId, rutaId) === cola.peek()) return;
  cola.value = await guardado.cambiarCola((una) => conRuta(una, conductorId, rutaId));
}

/** With the names of its products and warehouses, for where there is no network; they are asked for when one is not known. */
async function conNombres(de: Guardado): Promise<Guardado> {
  const { nombres = {}, hoy } = de;
  const codigos = [
    ...[...hoy.porSalir, ...hoy.enRuta, ...hoy.porEntregar, ...hoy.salenOtraVez].flatMap(({ lineas }) =>
      lineas.map(({ sku }) => sku),
    ),
    ...hoy.recogidas.map(({ bodegaId }) => bodegaId),
  ];
  if (codigos.every((codigo) => codigo in nombres)) return de;
  const [productos, bodegas] = await Promise.all([pedir('/productos?limite=200'), pedir('/bodegas')]);
  if (productos.status !== 200 || bodegas.status !== 200) return de;
  const leidos = [
    ...productos.body.elementos.map(({ sku, nombre }: { sku: string; nombre: string }) => [sku, nombre]),
    ...bodegas.body.elementos.map(({ bodegaId, nombre }: { bodegaId: string; nombre: string }) => [bodegaId, nombre]),
  ];
  // One that nobody names is not asked for again and again: it keeps its code.
  const sinNombre = Object.fromEntries(codigos.map((codigo) => [codigo, codigo]));
  return { ...de, nombres: { ...sinNombre, ...nombres, ...Object.fromEntries(leidos) } };
}

/** What a product or a warehouse is called; its code, where that is not known. */
export function nombreDe(codigo: string): string {
  return ultimo.value?.nombres?.[codigo] ?? codigo;
}
