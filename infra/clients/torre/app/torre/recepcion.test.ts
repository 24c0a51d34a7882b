import { expect, test } from 'vitest';
import { campoDe, recibidasDe, regresosDe } from './recepcion.ts';
import type { Entrega } from './tipos.ts';

const CAFE = [{ sku: 'CAFE-500', cantidad: 3 }];
const entrega = (
  ordenId: string,
  mercancia: Partial<Entrega['mercancia']>,
  admite: readonly string[] = [],
): Entrega => ({
  ordenId,
  estado: 'fallida',
  destinatario: { nombre: 'Ana' },
  bodegaId: 'BOG-NORTE',
  mercancia: { lugar: 'vehiculo', vehiculoId: 'ALN001', vuelve: CAFE, ...mercancia },
  admite,
});

test('se recibe lo que admite la recepción; lo demás sale otra vez, o viene en camino', () => {
  const recibible = entrega('a', { enBodegaId: 'BOG-SUR' }, ['recibirDevolucion']);
  const planeada = entrega('b', { enBodegaId: 'BOG-NORTE' });
  const enCamino = entrega('c', {});
  const nada = entrega('d', { vuelve: [] });
  const todas = [enCamino, nada, planeada, recibible];
  expect(regresosDe(todas, undefined)).toStrictEqual({
    porRecibir: [recibible],
    salenOtraVez: [planeada],
    enCamino: [enCamino],
  });
  expect(regresosDe(todas, 'BOG-SUR')).toStrictEqual({ porRecibir: [recibible], salenOtraVez: [], enCamino: [] });
  expect(regresosDe(todas, 'BOG-NORTE').porRecibir).toStrictEqual([]);
});

test('se dice lo que se contó, por producto y condición, y no lo que es cero', () => {
  const form = new FormData();
  form.set(campoDe(0, 'vendible'), '1');
  form.set(campoDe(0, 'danada'), '2');
  form.set(campoDe(0, 'faltante'), '0');
  form.set(campoDe(1, 'faltante'), '4');
  expect(recibidasDe(form, [...CAFE, { sku: 'CACAO', cantidad: 4 }])).toStrictEqual([
    { sku: 'CAFE-500', cantidad: 1, condicion: 'vendible' },
    { sku: 'CAFE-500', cantidad: 2, condicion: 'danada' },
    { sku: 'CACAO', cantidad: 4, condicion: 'faltante' },
  ]);
});
