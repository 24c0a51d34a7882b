import { expect, test } from 'vitest';
import type { Route } from '../torre/tablero.ts';
import type { Vehiculo } from '../torre/tipos.ts';
import { signatureOf } from './escena.ts';

const routes = new Map<string, Route>([['ALN000', { vehiculoId: 'ALN000', stops: [], done: 0 }]]);
const vehiculo = { vehiculoId: 'ALN000', base: { lat: 4.7, lon: -74 } } as Vehiculo;
const scene = { routes, posiciones: new Map(), chosen: 'ALN000', vehiculos: [] };

test('lines are drawn anew once the fleet is read after the orders: they begin at a warehouse and are of a journey', () => {
  const before = signatureOf(scene);
  const known = signatureOf({ ...scene, vehiculos: [vehiculo] });
  const ruta = { rutaId: 'r1', dia: '2026-11-27', iniciadaEn: '2026-11-27T16:45:00.000Z' };
  const left = signatureOf({ ...scene, vehiculos: [{ ...vehiculo, ruta }] });
  expect(new Set([before, known, left]).size).toBe(3);
  expect(signatureOf({ ...scene, vehiculos: [{ ...vehiculo }] })).toBe(known);
});
