import { type Signal, signal } from '@preact/signals';
import { hearTime, serverTime } from '../core/clock.ts';
import { at, told } from '../core/config.ts';
import type { Seguida } from './tipos.ts';

/** What is known of an order that is followed. */
export interface Lectura {
  readonly seguida?: Seguida;
  /** Why there is nothing: 404, 410; 0 without a network, when it was never read. */
  readonly fallo?: number;
  /** By the server's clock, when the server last said how it stands. */
  readonly leidaEn?: number;
  /** The last question was not answered. */
  readonly sinRed?: boolean;
}

/** With a vehicle on the road somebody stands at a window. */
const CADA_MS = { cerca: 10_000, lejos: 30_000 };
const LATIDO_MS = 300_000;
const ESPERA_MS = { primera: 2_000, ultima: 60_000 };

/** Follows an order: reads it, and again whenever the channel says that it is another, and from time to time. Gives how to stop. */
export function seguir(token: string): { readonly lectura: Signal<Lectura>; readonly parar: () => void } {
  const lectura = signal<Lectura>({});
  let etag: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let canal: { readonly cerrar: () => void } | undefined;
  let parado = false;
  let leyendo: Promise<void> | undefined;
  let otraVez = false;

  const leer = async () => {
    const antes = lectura.peek();
    try {
      const response = await fetch(at(`/seguimientos/${encodeURIComponent(token)}`), {
        cache: 'no-store',
        headers: etag === undefined ? {} : { 'If-None-Match': etag },
      });
      hearTime(response);
      const leidaEn = serverTime();
      if (response.status === 200) {
        etag = response.headers.get('ETag') ?? undefined;
        lectura.value = { seguida: await response.json(), leidaEn };
      } else if (response.status === 304) {
        const { sinRed: _, ...resto } = antes;
        lectura.value = { ...resto, leidaEn };
      } else if (response.status === 404 || response.status === 410) {
        lectura.value = { fallo: response.status };
        parar();
      } else throw new Error(String(response.status));
    } catch {
      lectura.value = antes.seguida ? { ...antes, sinRed: true } : { fallo: 0 };
    }
  };

  /** One question at a time; what is asked meanwhile is asked after it. */
  const mirar = () => {
    clearTimeout(timer);
    if (leyendo) {
      otraVez = true;
      return;
    }
    leyendo = leer().finally(() => {
      leyendo = undefined;
      if (lectura.peek().seguida?.desenlace !== undefined) canal?.cerrar();
      if (parado) return;
      const { seguida } = lectura.peek();
      timer = setTimeout(
        () => document.hidden || mirar(),
        otraVez ? 0 : seguida && vaEnCamino(seguida) ? CADA_MS.cerca : CADA_MS.lejos,
      );
      otraVez = false;
    });
  };
  const volver = () => document.hidden || mirar();
  const parar = () => {
    parado = true;
    clearTimeout(timer);
    canal?.cerrar();
    document.removeEventListener('visibilitychange', volver);
    removeEventListener('online', mirar);
  };
  document.addEventListener('visibilitychange', volver);
  addEventListener('online', mirar);
  mirar();
  if (told.vivo) canal = escuchar(told.vivo, token, mirar);
  return { lectura, parar };
}

function vaEnCamino({ vehiculo, sinVehiculo }: Seguida): boolean {
  return vehiculo !== undefined || (sinVehiculo !== undefined && sinVehiculo !== 'noHaSalido');
}

/** Hears of the channel when an order is another, by its link. */
function escuchar(direccion: string, token: string, alCambiar: () => void): { readonly cerrar: () => void } {
  const ordenId = ordenDe(token);
  if (ordenId === undefined) return { cerrar: () => undefined };
  let web: WebSocket | undefined;
  let latido: ReturnType<typeof setInterval> | undefined;
  let espera: ReturnType<typeof setTimeout> | undefined;
  let veces = 0;
  let cerrado = false;
  const abrir = () => {
    web = new WebSocket(direccion, ['alpes.v1', `seguimiento.${token}`]);
    const decir = (mensaje: object) => web?.readyState === WebSocket.OPEN && web.send(JSON.stringify(mensaje));
    web.addEventListener('open', () => decir({ accion: 'suscribir', tema: `seguimiento:${ordenId}` }));
    web.addEventListener('message', ({ data }) => {
      const { tipo } = JSON.parse(String(data));
      if (tipo === 'suscrito') veces = 0;
      if (tipo === 'suscrito' || tipo === 'novedades') alCambiar();
    });
    latido = setInterval(() => decir({ accion: 'latido' }), LATIDO_MS);
    web.addEventListener('close', () => {
      clearInterval(latido);
      if (cerrado) return;
      // The server ends it where the link was taken back.
      alCambiar();
      espera = setTimeout(abrir, Math.min(ESPERA_MS.ultima, ESPERA_MS.primera * 2 ** veces++));
    });
  };
  abrir();
  return {
    cerrar: () => {
      cerrado = true;
      clearInterval(latido);
      clearTimeout(espera);
      web?.close(1000);
    },
  };
}

/** The id of the order that a link is of: the first sixteen bytes of its token. */
export function ordenDe(token: string): string | undefined {
  try {
    const bytes = atob(token.slice(0, 22).replace(/-/g, '+').replace(/_/g, '/'));
    const hex = [...bytes].map((one) => one.charCodeAt(0).toString(16).padStart(2, '0')).join('');
    return hex.length === 32 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : undefined;
  } catch {
    return undefined;
  }
}
