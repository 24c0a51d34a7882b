import { computed, effect, signal } from '@preact/signals';
import { behind, serverTime } from '../core/clock.ts';
import { dia, ultimo } from './estado.ts';
import { conPosicion, type Posicion, vigentes } from './posiciones.ts';
import { enviarPosiciones } from './red.ts';

/** Whether the telephone says where it is. */
export const ubicacion = signal<'apagada' | 'encendida' | 'negada'>('apagada');

const CADA_MS = 30_000;
let esperan: readonly Posicion[] = [];

/** Says where the vehicle is, while its route is on. */
export function seguirUbicacion(): void {
  if (!('geolocation' in navigator)) return;
  let watching: number | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  let placa: string | undefined;
  const tomar = ({ coords, timestamp }: GeolocationPosition) => {
    const isFirst = ubicacion.peek() !== 'encendida';
    ubicacion.value = 'encendida';
    const en = Math.round(timestamp + behind.peek());
    esperan = conPosicion(esperan, { lat: coords.latitude, lon: coords.longitude, en });
    if (isFirst && placa) void mandar(placa);
  };
  // What waited for the server to know of the route goes out once it does.
  effect(() => {
    if (consta.value && placa) void mandar(placa);
  });
  effect(() => {
    const { fase, placa: esta } = dia.value ?? {};
    const enRuta = fase === 'enRuta';
    placa = esta;
    if (enRuta === (watching !== undefined)) return;
    if (enRuta) {
      watching = navigator.geolocation.watchPosition(tomar, negar, { enableHighAccuracy: true, maximumAge: CADA_MS });
      timer = setInterval(() => placa && void mandar(placa), CADA_MS);
    } else {
      if (watching !== undefined) navigator.geolocation.clearWatch(watching);
      clearInterval(timer);
      watching = undefined;
      esperan = [];
      ubicacion.value = 'apagada';
    }
  });
}

function negar({ code, PERMISSION_DENIED }: GeolocationPositionError): void {
  if (code === PERMISSION_DENIED) ubicacion.value = 'negada';
}

/** Whether the server shows that the vehicle is on its route: before, it takes no position of it. */
const consta = computed(() => ultimo.value?.hoy.vehiculo?.ruta !== undefined);

/** Sends those that wait; what does not arrive is sent with the next ones, while it is of use. */
async function mandar(placa: string): Promise<void> {
  const enviadas = vigentes(esperan, serverTime());
  esperan = enviadas;
  if (enviadas.length === 0 || !consta.peek()) return;
  const posiciones = enviadas.map(({ lat, lon, en }) => ({
    coordenadas: { lat, lon },
    registradaEn: new Date(en).toISOString(),
  }));
  const { status } = await enviarPosiciones(placa, posiciones);
  // To the views by which the server judges whose vehicle it is, the route may not have begun yet.
  const noLlegaron = status < 200 || status === 401 || status === 404 || status === 429 || status >= 500;
  if (!noLlegaron) esperan = esperan.filter((una) => !enviadas.includes(una));
}
