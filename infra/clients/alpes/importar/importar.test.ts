import { expect, test } from 'vitest';
import { columnsIn, rowIn } from './header.ts';
import { orderFrom } from './order.ts';

const HEADER =
  'referencia,clienteId,nombre,telefono,direccion,ciudad,lat,lon,lineas,correo,desde,hasta,prioridad,notas';
const GOOD = 'P-1,tienda-42,Ana,3001234567,"Calle 1, apto 2",Bogotá,4.6,-74.1,CAFE-500:2; PAN-01:1,,,,,';

const read = (line: string) => {
  const row = rowIn(columnsIn(HEADER), line);
  return 'reason' in row ? row : orderFrom(row);
};
const reason = (line: string) => (read(line) as { reason?: string }).reason;

test('una línea correcta es una orden', () => {
  expect(read(GOOD)).toEqual({
    referencia: 'P-1',
    key: expect.stringMatching(/^importar-[\w-]{43}$/),
    body: {
      clienteId: 'tienda-42',
      referencia: 'P-1',
      destinatario: { nombre: 'Ana', telefono: '3001234567' },
      destino: { direccion: 'Calle 1, apto 2', ciudad: 'Bogotá', coordenadas: { lat: 4.6, lon: -74.1 } },
      lineas: [
        { sku: 'CAFE-500', cantidad: 2 },
        { sku: 'PAN-01', cantidad: 1 },
      ],
    },
  });
});

test('la clave depende del cliente y de su referencia, y de nada más', () => {
  const key = (line: string) => (read(line) as { key: string }).key;
  expect(key(GOOD.replace('Ana', 'Luz').replace('4.6', '4.7'))).toBe(key(GOOD));
  expect(key(GOOD.replace('P-1', 'P-2'))).not.toBe(key(GOOD));
  expect(key(GOOD.replace('tienda-42', 'tienda-43'))).not.toBe(key(GOOD));
});

test.each([
  ['lo que falta', GOOD.replace('P-1', '').replace('Ana', ''), 'referencia: falta; nombre: falta'],
  [
    'una coordenada que no es número',
    GOOD.replace('4.6', 'norte'),
    'lat, lon: "norte" no es un número; los decimales van con punto',
  ],
  [
    'un número que no es decimal',
    GOOD.replace('4.6', '0x4'),
    'lat, lon: "0x4" no es un número; los decimales van con punto',
  ],
  [
    'un número con exponente',
    GOOD.replace('4.6', '4e0'),
    'lat, lon: "4e0" no es un número; los decimales van con punto',
  ],
  ['una coordenada fuera de la Tierra', GOOD.replace('4.6', '94'), /^lat: /],
  ['un teléfono', GOOD.replace('3001234567', 'no'), /^telefono: /],
  ['un SKU', GOOD.replace('PAN-01', 'pan'), /^lineas: /],
  ['un SKU repetido', GOOD.replace('PAN-01', 'CAFE-500'), 'lineas: cada SKU debe aparecer una sola vez'],
  ['una línea sin cantidad', GOOD.replace('PAN-01:1', 'PAN-01'), 'lineas: "PAN-01" no tiene la forma SKU:CANTIDAD'],
  ['media ventana', GOOD.replace(/,,,,,$/, ',,2030-01-01T00:00:00Z,,,'), 'hasta: falta'],
  [
    'una ventana al revés',
    GOOD.replace(/,,,,,$/, ',,2030-01-02T00:00:00Z,2030-01-01T00:00:00Z,,'),
    'hasta: desde debe ser anterior a hasta',
  ],
  ['una referencia', GOOD.replace('P-1', 'x'.repeat(81)), /^referencia: /],
  ['una prioridad', GOOD.replace(/,,,,,$/, ',,,,urgente,'), /^prioridad: /],
  ['un campo de menos', GOOD.replace(/,$/, ''), 'tiene 13 campos y el encabezado 14'],
  ['comillas sin cerrar', GOOD.replace('apto 2"', 'apto 2'), 'tiene comillas sin cerrar'],
  ['otra codificación', GOOD.replace('Bogotá', 'Bogot\uFFFD'), 'no está en UTF-8'],
])('la razón nombra %s', (_, line, expected) => {
  const said = reason(line);
  if (typeof expected === 'string') expect(said).toBe(expected);
  else expect(said).toMatch(expected);
});

test('el encabezado puede ir en otro orden, y con las columnas que añade el archivo de errores', () => {
  expect(columnsIn(`linea,motivo,${HEADER.split(',').reverse().join(',')}`)).toHaveLength(16);
});

test.each([
  [HEADER.replace('lat,', ''), 'al encabezado le faltan columnas: lat; vea: alpes ordenes importar --help'],
  [
    HEADER.replace('correo', 'correro'),
    'no se conoce la columna "correro". ¿Quiso decir "correo"? Vea: alpes ordenes importar --help',
  ],
  [`${HEADER},lat`, 'la columna "lat" está dos veces'],
  [HEADER.replaceAll(',', ';'), 'el archivo está separado por punto y coma; debe estarlo por comas'],
])('se rechaza el encabezado %s', (header, message) => {
  expect(() => columnsIn(header)).toThrow(message);
});
