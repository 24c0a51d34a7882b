import { expect, test } from 'vitest';
import { orderOf, PLACE } from './pedido.ts';

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

test.each([
  ['4.6767, -74.0483', true],
  ['4,-74', true],
  ['4.6767', false],
  ['cerca', false],
])('«%s» is a place: %s', (text, is) => {
  expect(new RegExp(`^(?:${PLACE})$`, 'v').test(text)).toBe(is);
});
