import { expect, test } from 'vitest';
import { conPosicion, type Posicion, vigentes } from './posiciones.ts';

const a = (segundos: number): Posicion => ({ lat: 4.6, lon: -74.1, en: segundos * 1_000 });
const tras = (...segundos: number[]) =>
  segundos.reduce<readonly Posicion[]>((todas, una) => conPosicion(todas, a(una)), []).map(({ en }) => en / 1_000);

test('de cada medio minuto queda la más nueva, llegue cuando llegue', () => {
  expect(tras(0, 5, 29, 30, 61)).toStrictEqual([29, 30, 61]);
  expect(tras(29, 5)).toStrictEqual([29]);
});

test('lo de hace más de diez minutos no queda', () => {
  expect(tras(0, 40, 620)).toStrictEqual([40, 620]);
  expect(vigentes([a(0), a(601)], 601_000)).toStrictEqual([a(601)]);
});
