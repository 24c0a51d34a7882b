import { expect, test } from 'vitest';
import { actionsOf, driverOf, fleetInWords, transbordables } from './flota.ts';
import type { Orden } from './tipos.ts';

test('un vehículo averiado en su ruta puede entregar su carga a otro, volver, o seguir', () => {
  expect(actionsOf({ estado: 'averiado' }, { paradas: 3, transbordables: 3 })).toStrictEqual([
    'transbordar',
    'finalizar',
    'sano',
  ]);
});

test('lo que solo vuelve no se transborda', () => {
  const orden = (estado: string, vehiculoId = 'ALN003') => ({ ordenId: estado, estado, vehiculoId }) as Orden;
  const ordenes = ['enTransito', 'entregaFallida', 'entregadaParcial', 'rechazada'].map((estado) => orden(estado));
  expect(transbordables([...ordenes, orden('enTransito', 'ALN004')], 'ALN003')).toStrictEqual(ordenes.slice(0, 2));
  expect(actionsOf({ estado: 'averiado' }, { paradas: 0, transbordables: 0 })).toStrictEqual(['finalizar', 'sano']);
  expect(actionsOf({ estado: 'enRuta' }, { paradas: 0, transbordables: 0 })).toStrictEqual(['finalizar', 'taller']);
});

test('sin paradas no hay ruta que iniciar, y del taller solo se vuelve', () => {
  expect(actionsOf({ estado: 'disponible' }, { paradas: 2, transbordables: 0 })).toStrictEqual(['iniciar', 'taller']);
  expect(actionsOf({ estado: 'disponible' }, { paradas: 0, transbordables: 0 })).toStrictEqual(['taller']);
  expect(actionsOf({ estado: 'mantenimiento' }, { paradas: 2, transbordables: 0 })).toStrictEqual(['sano']);
  expect(actionsOf({ estado: 'retirado' }, { paradas: 2, transbordables: 0 })).toStrictEqual([]);
});

test('el averiado no se cuenta en la bodega, ni el retirado en ninguna parte', () => {
  const fleet = (['enRuta', 'averiado', 'disponible', 'disponible', 'retirado'] as const).map((estado) => ({ estado }));
  expect(fleetInWords(fleet)).toBe('1 en ruta · 1 averiado · 2 en bodega');
  expect(fleetInWords([{ estado: 'mantenimiento' }])).toBe('0 en ruta · 0 en bodega · 1 en mantenimiento');
});

test('conduce un vehículo quien lo tiene ese día', () => {
  const luis = { conductorId: 'c-1', nombre: 'Luis Mora', telefono: '+573105550107' };
  const suyos = [
    { dia: '2030-01-15', vehiculoId: 'ALN001' },
    { dia: '2030-01-16', vehiculoId: 'ALN002' },
  ];
  const hoy = (placa: string) => driverOf([{ ...luis, jornadas: suyos }], placa, '2030-01-15')?.nombre;
  expect([hoy('ALN001'), hoy('ALN002')]).toStrictEqual(['Luis Mora', undefined]);
});
