import { expect, test } from 'vitest';
import { libreDesde, llegadasAlFinal } from './marcha.ts';
import { BASE, HOY, NORTE, ordenN, paradaDe, SUR } from './testing/ejemplos.ts';
import { a } from './testing/pedidos.ts';
import type { ParadaEnRuta } from './vehiculo.ts';

const NOW = a('10:00');
const enElMeridiano = (lat: number) => ({ lat, lon: BASE.lon });
/** Goods at 4.60 that go to 4.61: ten kilometres from the base and more, 1.1 between them. */
const porRecoger = paradaDe(ordenN(9), {
  zona: enElMeridiano(4.61),
  recogidas: [{ bodegaId: SUR, zona: enElMeridiano(4.6) }],
});

/** A vehicle with these stops on its route. */
function enRuta(...paradas: readonly ParadaEnRuta[]) {
  const ficha = { bodegaId: NORTE, base: BASE, capacidadKg: 100, capacidadM3: 1 };
  const ruta = { rutaId: 'r', dia: HOY, iniciadaEn: NOW, paradas, aBordo: [], empezada: true };
  return { ficha, taller: false, retirado: false, traidos: [], ruta };
}

const enMinutos = (hora: string | undefined) => Math.round((Date.parse(hora as string) - Date.parse(NOW)) / 60_000);

/** In how many minutes it is at the door of what it takes over. */
const minutos = (...paradas: readonly ParadaEnRuta[]) =>
  enMinutos(llegadasAlFinal(enRuta(...paradas), [porRecoger], NOW).get(ordenN(9)));

const parada = (estado: ParadaEnRuta['estado'], lat: number) =>
  ({ ...paradaDe(ordenN(1), { zona: enElMeridiano(lat), eta: a('10:20') }), estado }) as const;

test('after the last door it fetches what is to be fetched, and does not go back to that door', () =>
  // 20 min until the door at 4.70, 5 at it, 39 to 4.60, 15 to load, 4 to 4.61.
  expect(minutos(parada('abierta', 4.7))).toBe(83));

test('with nothing left to do it goes from the last door where it was', () =>
  expect(minutos(parada('entregada', 4.7))).toBe(58));

test('what it handed over is no door where it was', () =>
  // From the base, at 4.76.
  expect(minutos(parada('transbordada', 4.61))).toBe(82));

test('it can leave again once it is back from its last door, and at once when it is on no route', () => {
  // 20 min until the door at 4.70, 5 at it, 24 to the base.
  expect(enMinutos(libreDesde(enRuta(parada('abierta', 4.7)), NOW))).toBe(49);
  expect(enMinutos(libreDesde(enRuta(parada('entregada', 4.7)), NOW))).toBe(24);
  const { ruta: _, ...enBase } = enRuta();
  expect(libreDesde(enBase, NOW)).toBe(NOW);
});
