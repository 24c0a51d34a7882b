import { afterEach, expect, test } from 'vitest';
import { known, withNames } from '../core/names.ts';
import type { Orden } from './tipos.ts';
import { linesOf } from './versiones.ts';

const orden = {
  ordenId: 'a',
  clienteId: 'c',
  estado: 'creada',
  fuera: false,
  admite: [],
  destinatario: { nombre: 'Ana', telefono: '+57' },
  destino: { direccion: 'Calle 1', ciudad: 'Bogotá', coordenadas: null },
  lineas: [{ sku: 'CAFE-500', cantidad: 2 }],
  prioridad: 'normal',
  intentosFallidos: 0,
  creadaEn: '2026-11-27T13:41:07.000Z',
  actualizadaEn: '2026-11-27T13:41:07.000Z',
} satisfies Orden;
const NOW = Date.parse('2026-11-27T14:00:00.000Z');
const named = (lines: ReturnType<typeof linesOf>, name: string) => lines.find((line) => line.name === name);

afterEach(() => {
  known.value = new Map();
});

test('an order in part says what was handed over and what was not, by their names', () => {
  known.value = new Map([['CAFE-500', 'Café molido']]);
  const parcial = {
    ...orden,
    estado: 'entregadaParcial',
    lineasEntregadas: [{ sku: 'CAFE-500', cantidad: 1 }],
  } as const;
  expect(named(linesOf(parcial, NOW), 'Se entregó')?.text).toBe('1 × Café molido');
  expect(named(linesOf(parcial, NOW), 'No se entregó')?.text).toBe('1 × Café molido');
  expect(named(linesOf({ ...parcial, estado: 'entregada' }, NOW), 'No se entregó')).toBeUndefined();
});
test('a sentence has names for the codes that are known, and keeps the others', () => {
  known.value = new Map([
    ['CAFE-500', 'Café molido'],
    ['BOG-NORTE', 'Bodega Norte'],
  ]);
  expect(withNames('2 unidades de CAFE-500 en BOG-NORTE, CAFE-5001 y TE-100')).toBe(
    '2 unidades de Café molido en Bodega Norte, CAFE-5001 y TE-100',
  );
});

test('what differs from the version before says what it was', () => {
  const lines = linesOf({ ...orden, estado: 'asignada', vehiculoId: 'ALN000' }, NOW, orden);
  expect(named(lines, 'Estado')).toStrictEqual({ name: 'Estado', text: 'Asignada', before: 'Creada' });
  expect(named(lines, 'Vehículo')).toStrictEqual({ name: 'Vehículo', text: 'ALN000', before: '–' });
  expect(named(lines, 'Productos')).toStrictEqual({ name: 'Productos', text: '2 × CAFE-500' });
});
test('what is gone is still told once', () => {
  const lines = linesOf(orden, NOW, { ...orden, vehiculoId: 'ALN000' });
  expect(named(lines, 'Vehículo')).toStrictEqual({ name: 'Vehículo', text: '–', before: 'ALN000' });
  expect(named(linesOf(orden, NOW), 'Vehículo')).toBeUndefined();
});
test('when it is expected is told as the head of the page tells it', () => {
  const asignada = { ...orden, llegada: { desde: '2026-11-27T13:02:00.000Z', hasta: '2026-11-27T15:02:00.000Z' } };
  const says = named(linesOf(asignada, NOW), 'Se espera')?.text.replace(/\s/g, ' ');
  expect(says).toBe('antes de las 10:02 a. m.');
});
