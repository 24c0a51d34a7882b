import { expect, test } from 'vitest';
import { matches, pathOf, straightTo } from './filtro.ts';
import type { Orden } from './tipos.ts';

const orden = {
  ordenId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  referencia: 'PED-77',
  clienteId: 'tienda-42',
  estado: 'asignada',
  vehiculoId: 'ALN003',
  destinatario: { nombre: 'Ángela Rojas', telefono: '+57 300 1234567' },
  destino: { direccion: 'Carrera 15 # 93-60', ciudad: 'Bogotá', coordenadas: null },
} as Orden;

test.each(['0f8fad5b', 'ped-77', 'tienda', 'aln003', 'angela', '4567', '300 1234567', 'carrera 15', ''])(
  '«%s» is found',
  (q) => {
    expect(matches(orden, { estado: undefined, q })).toBe(true);
  },
);
test.each(['8fad', 'PED-78', '4568', '567', 'calle'])('«%s» is not', (q) => {
  expect(matches(orden, { estado: undefined, q })).toBe(false);
});
test('of another state it is not found', () => {
  expect(matches(orden, { estado: 'creada', q: undefined })).toBe(false);
});
test('an order and a plate lead straight there', () => {
  expect(straightTo('0F8FAD5B-d9cb-469f-a165-70867728950e')).toBe(
    '/torre/ordenes/0f8fad5b-d9cb-469f-a165-70867728950e',
  );
  expect(straightTo('aln003')).toBe('/torre?vehiculo=ALN003');
  expect(straightTo('tienda-42')).toBeUndefined();
});
test('the API is asked for what it can select', () => {
  expect(pathOf({ estado: 'asignada', q: 'aln003' })).toBe('/ordenes?estado=asignada&vehiculoId=ALN003');
  expect(pathOf({ estado: undefined, q: 'tienda' })).toBe('/ordenes');
});
