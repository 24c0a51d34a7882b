import { describe, expect, test } from 'vitest';
import { correctionOf, orderOf, PLACE } from './pedido.ts';
import type { Orden } from './tipos.ts';

function formOf(fields: readonly (readonly [string, string])[]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

test('what is filled in is sent, what is left empty is not', () => {
  const form = formOf([
    ['clienteId', ' tienda-42 '],
    ['referencia', ''],
    ['nombre', 'Ana Rojas'],
    ['telefono', '300 1234567'],
    ['correo', ''],
    ['direccion', 'Carrera 15 # 93-60'],
    ['ciudad', 'Bogotá'],
    ['coordenadas', '4.6767, -74.0483'],
    ['sku', 'CAFE-500'],
    ['cantidad', '2'],
    ['sku', 'TE-100'],
    ['cantidad', '1'],
    ['dia', '2030-01-15'],
    ['desde', '08:00'],
    ['hasta', '12:00'],
    ['notas', 'Tocar dos veces'],
  ]);
  expect(orderOf(form)).toStrictEqual({
    clienteId: 'tienda-42',
    destinatario: { nombre: 'Ana Rojas', telefono: '300 1234567' },
    destino: { direccion: 'Carrera 15 # 93-60', ciudad: 'Bogotá', coordenadas: { lat: 4.6767, lon: -74.0483 } },
    lineas: [
      { sku: 'CAFE-500', cantidad: 2 },
      { sku: 'TE-100', cantidad: 1 },
    ],
    ventana: { desde: '2030-01-15T13:00:00.000Z', hasta: '2030-01-15T17:00:00.000Z' },
    prioridad: 'normal',
    notas: 'Tocar dos veces',
  });
});

describe('a correction', () => {
  const orden = {
    destinatario: { nombre: 'Ana Rojas', telefono: '+573001234567' },
    destino: { direccion: 'Carrera 15 # 93-60', ciudad: 'Bogotá', coordenadas: { lon: -74.0483, lat: 4.6767 } },
    lineas: [{ sku: 'CAFE-500', cantidad: 2 }],
    ventana: { desde: '2030-01-15T13:00:00Z', hasta: '2030-01-15T17:00:00Z' },
  } as unknown as Orden;
  const said = {
    nombre: 'Ana Rojas',
    telefono: '+573001234567',
    correo: '',
    direccion: 'Carrera 15 # 93-60',
    ciudad: 'Bogotá',
    coordenadas: '4.6767, -74.0483',
    sku: 'CAFE-500',
    cantidad: '2',
    dia: '2030-01-15',
    desde: '08:00',
    hasta: '12:00',
    notas: '',
  };
  const changes = (more: Partial<typeof said>) => correctionOf(formOf(Object.entries({ ...said, ...more })), orden);
  test('of nothing says nothing', () => expect(changes({})).toStrictEqual({}));
  test.each<[Partial<typeof said>, object]>([
    [{ notas: 'Portería' }, { notas: 'Portería' }],
    [{ correo: 'ana@example.com' }, { destinatario: { ...orden.destinatario, correo: 'ana@example.com' } }],
    [{ coordenadas: '4.6, -74' }, { destino: { ...orden.destino, coordenadas: { lat: 4.6, lon: -74 } } }],
    [{ cantidad: '3' }, { lineas: [{ sku: 'CAFE-500', cantidad: 3 }] }],
    [{ hasta: '13:00' }, { ventana: { desde: '2030-01-15T13:00:00.000Z', hasta: '2030-01-15T18:00:00.000Z' } }],
    [{ dia: '' }, { ventana: null }],
  ])('of %o says that alone', (more, body) => expect(changes(more)).toStrictEqual(body));
});

test.each([
  ['4.6767, -74.0483', true],
  ['4,-74', true],
  ['4.6767', false],
  ['cerca', false],
])('«%s» is a place: %s', (text, is) => {
  expect(new RegExp(`^(?:${PLACE})$`, 'v').test(text)).toBe(is);
});
