import { describe, expect, test } from 'vitest';
import { type Accion, anotada, type Cola, conRuta, hecha, rechazada, type Tipo, VACIA } from './cola.ts';
import { conHoy, destinosDe, diaDe, sinPuertas } from './dia.ts';
import type { Guardado, Hoy, Parada } from './tipos.ts';

const AHORA = Date.parse('2026-11-27T15:00:00.000Z');
const en = (segundos: number) => new Date(AHORA + segundos * 1_000).toISOString();
const parada = (ordenId: string, mas: Partial<Parada> = {}): Parada => ({
  ordenId,
  intento: 1,
  destinatario: { nombre: 'Ana', telefono: '+573001234567' },
  direccion: `Calle ${ordenId}`,
  ciudad: 'Bogotá',
  zona: { lat: 4.6, lon: -74.1 },
  lineas: [{ sku: 'CAFE-500', cantidad: 2 }],
  partes: [{ bodegaId: 'BOG-NORTE', sku: 'CAFE-500', cantidad: 2 }],
  pesoKg: 1,
  prioridad: 'normal',
  ...mas,
});
const vehiculo = { vehiculoId: 'ALN000', bodegaId: 'BOG-NORTE', estado: 'disponible', paradas: 0 } as const;
const hoy: Hoy = {
  conductorId: 'luis',
  nombre: 'Luis',
  dia: '2026-11-27',
  vehiculo,
  enRuta: [],
  porSalir: [parada('1'), parada('2'), parada('3')],
  recogidas: [{ bodegaId: 'BOG-SUR', zona: { lat: 4.5, lon: -74.1 }, ordenes: ['3'] }],
  deVuelta: [],
  porEntregar: [],
  salenOtraVez: [],
};
const rutaId = 'r1';
const ruta = { rutaId, iniciadaEn: en(-120), conductorId: 'luis' };
const enRuta = (...paradas: Parada[]): Hoy => ({
  ...hoy,
  vehiculo: { ...vehiculo, estado: 'enRuta', ruta },
  porSalir: [],
  enRuta: paradas.map((una) => ({ ...una, rutaId })),
});
const guardado = (este: Hoy, antes?: Guardado): Guardado => conHoy(antes, este, AHORA);

let numero = 0;
const accion = (tipo: Tipo, mas: Partial<Accion> = {}): Accion => ({
  clave: `k${++numero}`,
  tipo,
  conductorId: 'luis',
  vehiculoId: 'ALN000',
  cuerpo: {},
  en: en(0),
  intentos: 0,
  ...mas,
});
const cola = (...todas: Accion[]): Cola => todas.reduce(anotada, VACIA);
const ids = (paradas: readonly { readonly ordenId: string }[]) => paradas.map(({ ordenId }) => ordenId);
const ver = (este: Guardado, esta: Cola, segundos = 0) => diaDe(este, esta, AHORA + segundos * 1_000);

describe('la salida', () => {
  test('se ve antes de que la central la sepa, con las paradas del plan', () => {
    const dia = ver(guardado(hoy), cola(accion('salida', { paradas: ['1', '2', '3'] })));
    expect([dia.fase, ids(dia.abiertas), dia.salioEn, dia.sePuedeDeshacer]).toStrictEqual([
      'enRuta',
      ['1', '2', '3'],
      en(0),
      true,
    ]);
  });
  test('rechazada, no se ve', () => {
    const salida = accion('salida');
    const dia = ver(guardado(hoy), rechazada(cola(salida), salida.clave, { status: 409 }));
    expect([dia.fase, dia.sePuedeDeshacer]).toStrictEqual(['enBodega', false]);
  });
  test('hecha, se ve aunque la vista se atrase, y al minuto manda la central', () => {
    const salida = accion('salida');
    const sabida = hecha(cola(salida), salida.clave, en(1));
    expect(ver(guardado(hoy), sabida).fase).toBe('enRuta');
    expect(ver({ ...guardado(hoy), leidoEn: AHORA + 70_000 }, sabida).fase).toBe('enBodega');
  });
  test('se deshace hasta que la central dice, y no después de hacer algo', () => {
    const dicha = { ...enRuta(parada('1'), parada('2')), deVuelta: ['9'] };
    const este = guardado({ ...dicha, seDeshaceHasta: en(480) });
    const salida = accion('salida', { paradas: ['1', '2'] });
    const sabida = hecha(cola(salida), salida.clave, en(-120));
    expect(ver(este, sabida).sePuedeDeshacer).toBe(true);
    expect(ver(este, sabida, 480).sePuedeDeshacer).toBe(false);
    expect(ver(este, VACIA).sePuedeDeshacer).toBe(true);
    expect(ver(guardado(dicha), sabida).sePuedeDeshacer).toBe(false);
    expect(ver(este, anotada(sabida, accion('fallo', { ordenId: '1', intento: 1 }))).sePuedeDeshacer).toBe(false);
    expect(ver(este, cola(accion('deshacer'))).fase).toBe('enBodega');
  });
});

test('lo que vuelve se sabe también en un teléfono que no lo repartió', () => {
  const { vuelve } = ver(guardado({ ...enRuta(parada('1')), deVuelta: ['9'] }), VACIA);
  expect(vuelve.map(({ ordenId, direccion }) => [ordenId, direccion])).toStrictEqual([
    ['1', 'Calle 1'],
    ['9', undefined],
  ]);
});

describe('una ruta que ya estaba iniciada', () => {
  const plan = guardado(hoy);
  const entrega = accion('entrega', { ordenId: '1', intento: 1 });
  const visto = (este: Guardado, esta: Cola) => {
    const { fase, rutaId: suya, abiertas, cerradas } = ver(este, esta);
    return [fase, suya, ids(abiertas), cerradas.map(({ parada: { ordenId }, fin }) => [ordenId, fin])];
  };
  test('porque la central la inició mientras tanto: la salida es de ella, y lo hecho también', () => {
    const salida = accion('salida', { paradas: ['1', '2'] });
    const sabida = hecha(cola(salida, entrega), salida.clave, en(0));
    expect(visto(plan, sabida)).toStrictEqual(['enRuta', undefined, ['2'], [['1', 'entregada']]]);
    const leido = guardado(enRuta(parada('1'), parada('2')), plan);
    expect(visto(leido, conRuta(sabida, 'luis', rutaId))).toStrictEqual([
      'enRuta',
      rutaId,
      ['2'],
      [['1', 'entregada']],
    ]);
  });
  test.each([
    ['que se inició aquí', [accion('salida', { paradas: ['1', '2'], rutaId })]],
    ['que no se inició aquí', []],
  ])('porque no se deshizo una %s: lo hecho es de ella', (_, antes) => {
    const previas = antes.reduce((una, { clave }) => hecha(una, clave, en(-110)), cola(...antes));
    const deshacer = accion('deshacer', { rutaId });
    const todas = [deshacer, accion('salida', { paradas: ['1', '2'] }), entrega].reduce(anotada, previas);
    const esta = rechazada(todas, deshacer.clave, { status: 409, codigo: 'RUTA_EMPEZADA' });
    const leido = guardado(enRuta(parada('1'), parada('2')), plan);
    expect(visto(leido, esta)).toStrictEqual(['enRuta', rutaId, ['2'], [['1', 'entregada']]]);
    expect(visto({ ...leido, leidoEn: AHORA + 120_000 }, esta)).toStrictEqual(visto(leido, esta));
  });
});

describe('recién salido, las paradas que la central aún no dice siguen ahí', () => {
  const salida = accion('salida', { paradas: ['1', '2', '3'] });
  const callada = { ...enRuta(), vehiculo: { ...vehiculo, paradas: 3, estado: 'enRuta', ruta } } as const;
  test.each([
    ['ni la ruta ni el plan', { ...hoy, porSalir: [] }],
    ['la ruta sin sus paradas', callada],
    ['una de sus paradas', { ...callada, enRuta: enRuta(parada('2')).enRuta }],
  ])('si dice %s', (_, este) => {
    const dia = ver(guardado(este, guardado(hoy)), hecha(cola(salida), salida.clave, en(1)));
    expect([ids(dia.abiertas).sort(), dia.atrasada]).toStrictEqual([['1', '2', '3'], true]);
  });
  test('y donde no se sabe cuáles son, se espera', () => {
    const { abiertas, atrasada } = ver(guardado(callada), VACIA);
    expect([abiertas, atrasada]).toStrictEqual([[], true]);
  });
});

describe('en ruta', () => {
  const tres = guardado(enRuta(parada('1'), parada('2'), parada('3')));
  test('lo hecho se cierra en el acto, y vuelve lo que no se entregó', () => {
    const entrega = accion('entrega', { ordenId: '1', intento: 1 });
    const enParte = accion('entrega', {
      ordenId: '2',
      intento: 1,
      cuerpo: { lineas: [{ sku: 'CAFE-500', cantidad: 1 }] },
    });
    const dia = ver(tres, cola(entrega, enParte));
    expect(ids(dia.abiertas)).toStrictEqual(['3']);
    expect(dia.cerradas.map(({ parada: { ordenId }, fin, enviada }) => [ordenId, fin, enviada])).toStrictEqual([
      ['1', 'entregada', false],
      ['2', 'parcial', false],
    ]);
    expect(dia.vuelve.map(({ ordenId, lineas }) => [ordenId, lineas])).toStrictEqual([
      ['3', [{ sku: 'CAFE-500', cantidad: 2 }]],
      ['2', [{ sku: 'CAFE-500', cantidad: 1 }]],
    ]);
    const sabida = hecha(cola(entrega, enParte), enParte.clave, en(1));
    expect(ver(tres, sabida).vuelve).toStrictEqual(dia.vuelve);
  });
  test('lo que se intenta de nuevo al final de la ruta está abierto otra vez', () => {
    const fallo = accion('fallo', { ordenId: '1', intento: 1 });
    const sabido = hecha(cola(fallo), fallo.clave, en(1));
    const otraVez = guardado(enRuta(parada('2'), parada('1', { intento: 2 })), tres);
    const dia = ver(otraVez, sabido);
    expect([ids(dia.abiertas), dia.cerradas.map(({ fin }) => fin)]).toStrictEqual([['2', '1'], ['cerrada']]);
  });
  test('sin señal y hecha la última parada, no queda ninguna por leer', () => {
    const plan = guardado({ ...hoy, porSalir: [parada('1')] });
    const todo = cola(accion('salida', { paradas: ['1'] }), accion('entrega', { ordenId: '1', intento: 1 }));
    const { abiertas, sinLeer, atrasada } = ver(plan, todo);
    expect([abiertas, sinLeer, atrasada]).toStrictEqual([[], false, true]);
  });
  test('la que la central cuenta y aún no dice está por leerse, aunque aquí se hayan hecho otras', () => {
    const vieja = accion('entrega', { ordenId: '1', intento: 1 });
    const callada = { ...enRuta(), vehiculo: { ...vehiculo, estado: 'enRuta', paradas: 1, ruta } } as const;
    const hace = (segundos: number) => ver(guardado(callada, tres), hecha(cola(vieja), vieja.clave, en(segundos)));
    expect([hace(-5).sinLeer, hace(-120).sinLeer]).toStrictEqual([false, true]);
  });
  test('lo cerrado que sigue a bordo vuelve, y lo que ya no lo está no', () => {
    const dia = ver(guardado({ ...enRuta(parada('1')), deVuelta: ['2'] }, tres), VACIA);
    expect(dia.cerradas.map(({ parada: { ordenId }, fin }) => [ordenId, fin])).toStrictEqual([
      ['2', 'devuelta'],
      ['3', 'cerrada'],
    ]);
    expect(ids(dia.vuelve)).toStrictEqual(['1', '2']);
  });
  test('varado, se ve antes de que la central lo sepa, y después por ella; arreglado, sigue', () => {
    const averia = accion('averia', { cuerpo: { motivo: 'Llanta' } });
    const sigue = ver(tres, cola(averia));
    expect([sigue.averiado, sigue.atrasada, ids(sigue.abiertas)]).toStrictEqual([true, true, ['1', '2', '3']]);
    const sabido = guardado({ ...tres.hoy, vehiculo: { ...vehiculo, estado: 'averiado', ruta } });
    expect(ver(sabido, VACIA).averiado).toBe(true);
    expect(ver(sabido, cola(averia, accion('arreglo'))).averiado).toBe(false);
    expect(ver(tres, rechazada(cola(averia), averia.clave, { status: 409 })).averiado).toBe(false);
  });
  test('una bodega donde ya se recogió no se muestra', () => {
    expect(ver(tres, VACIA).recogidas).toHaveLength(1);
    expect(ver(tres, cola(accion('recogida', { bodegaId: 'BOG-SUR' }))).recogidas).toStrictEqual([]);
  });
});

describe('una ruta que no se inició aquí, después de otra', () => {
  const otra = { rutaId: 'r2', iniciadaEn: en(-10), conductorId: 'luis' };
  const recogidas = [{ bodegaId: 'BOG-SUR', zona: { lat: 4.5, lon: -74.1 }, ordenes: ['7'] }];
  const siete = parada('7', { rutaId: 'r2' });
  const pasada: Hoy = {
    ...hoy,
    vehiculo: { ...vehiculo, estado: 'enRuta', paradas: 1, ruta: otra },
    porSalir: [],
    enRuta: [siete],
    recogidas,
  };
  const salida = accion('salida', { paradas: ['1', '2'] });
  const recogida = accion('recogida', { rutaId, bodegaId: 'BOG-SUR' });
  const entrega = accion('entrega', { rutaId, ordenId: '1', intento: 1 });
  const fin = accion('fin', { rutaId });
  const sabidas = (...todas: Accion[]) => todas.reduce((una, { clave }) => hecha(una, clave, en(-30)), cola(...todas));
  const antes = guardado(enRuta(parada('1'), parada('2')));
  const limpia = ['enRuta', 'r2', ['7'], [], ['BOG-SUR'], false, false];
  const visto = (esta: Cola, este = pasada) => {
    const {
      fase,
      rutaId: suya,
      abiertas,
      cerradas,
      recogidas: faltan,
      atrasada,
      sePuedeDeshacer,
    } = ver(guardado(este, antes), esta);
    const bodegas = faltan.map(({ bodegaId }) => bodegaId);
    return [fase, suya, ids(abiertas), cerradas, bodegas, atrasada, sePuedeDeshacer];
  };
  test.each<[string, Cola]>([
    ['nada', VACIA],
    ['el fin de la otra, hace un momento', sabidas(salida, recogida, entrega, fin)],
    ['solo el fin de la otra', sabidas(fin)],
    ['el fin de la otra, sin enviar', cola(salida, recogida, entrega, fin)],
    ['la otra sin su fin, que registró la central', sabidas(salida, recogida, entrega)],
    ['la salida deshecha de la otra', sabidas(salida, accion('deshacer', { rutaId }))],
  ])('se ve tal como es, si del teléfono consta %s', (_, esta) => expect(visto(esta)).toStrictEqual(limpia));
  test('lo de otro vehículo no se le pone encima', () =>
    expect(visto(cola(accion('fin', { vehiculoId: 'ALN001' })))).toStrictEqual(limpia));
  test('un fin de hace rato, de ruta desconocida, tampoco', () => {
    const viejo = accion('fin');
    expect(visto(hecha(cola(viejo), viejo.clave, en(-900)))).toStrictEqual(limpia);
  });
  test('mientras la central dice la ruta que aquí terminó, sigue terminada; y la que salió después se ve', () => {
    const termino = sabidas(salida, entrega, fin);
    expect(ver(antes, termino).fase).toBe('enBodega');
    const {
      fase,
      rutaId: suya,
      abiertas,
      atrasada,
    } = ver(
      guardado({ ...antes.hoy, porSalir: [] }, guardado({ ...hoy, porSalir: [parada('8')] }, antes)),
      anotada(termino, accion('salida', { paradas: ['8'] })),
    );
    expect([fase, suya, ids(abiertas), atrasada]).toStrictEqual(['enRuta', undefined, ['8'], true]);
  });
  test('lo que se hace en ella cuenta solo en ella', () => {
    const esta = anotada(sabidas(fin), accion('entrega', { rutaId: 'r2', ordenId: '7', intento: 1 }));
    const { abiertas, cerradas, fase } = ver(guardado(pasada), esta);
    expect([fase, ids(abiertas), cerradas.map(({ parada: { ordenId } }) => ordenId)]).toStrictEqual([
      'enRuta',
      [],
      ['7'],
    ]);
  });
  test('la salida lleva el nombre de su ruta, y no el de otra', () => {
    const sin = sabidas(salida);
    const nombrada = conRuta(sin, 'luis', rutaId);
    expect(nombrada.hechas.map((una) => una.rutaId)).toStrictEqual([rutaId]);
    expect(visto(nombrada)).toStrictEqual(limpia);
    for (const [esta, conductorId] of [
      [nombrada, 'luis'],
      [sin, 'otra'],
      [sabidas(salida, fin), 'luis'],
      [sabidas(fin, salida), 'luis'],
      [cola(salida), 'luis'],
    ] as const)
      expect(conRuta(esta, conductorId, rutaId)).toBe(esta);
  });
});

test('de otro conductor o de otro vehículo no se recuerda ninguna parada', () => {
  const antes = guardado(hoy);
  expect(Object.keys(conHoy(antes, { ...hoy, porSalir: [] }, AHORA).conocidas)).toStrictEqual(['1', '2', '3']);
  expect(conHoy(antes, { ...hoy, conductorId: 'otra', porSalir: [] }, AHORA).conocidas).toStrictEqual({});
  expect(
    conHoy(antes, { ...hoy, vehiculo: { ...vehiculo, vehiculoId: 'ALN001' }, porSalir: [] }, AHORA).conocidas,
  ).toStrictEqual({});
});

test('de una ruta finalizada no se recuerda ninguna puerta, y sí cómo se llama lo que volvió', () => {
  const nombres = { 'CAFE-500': 'Café' };
  const enBodega = { ...hoy, porSalir: [] };
  const despues = conHoy(sinPuertas({ ...guardado(hoy), nombres }, enBodega), enBodega, AHORA);
  expect([despues.conocidas, despues.nombres]).toStrictEqual([{}, nombres]);
  const sigue = guardado(enRuta(parada('1')));
  expect(sinPuertas(sigue, sigue.hoy)).toBe(sigue);
  const otra = { ...sigue.hoy, vehiculo: { ...vehiculo, ruta: { ...ruta, rutaId: 'r2' } } };
  expect(sinPuertas(sigue, otra).conocidas).toStrictEqual({});
});

test('qué se entrega en la bodega y qué sale otra vez lo dice la central', () => {
  const trae = (ordenId: string) => ({ ordenId, direccion: null, lineas: [{ sku: 'CAFE-500', cantidad: 1 }] });
  const dicho = { ...hoy, porEntregar: [trae('1')], salenOtraVez: [{ ...trae('2'), dia: '2026-12-01' }] };
  expect(destinosDe(dicho)).toStrictEqual({
    seEntregan: [trae('1')],
    seQuedan: [{ ...trae('2'), saleEl: '2026-12-01' }],
  });
});

test('lo que vuelve con una ruta finalizada está por decirse mientras las vistas puedan ir atrás', () => {
  const fin = accion('fin');
  const sabido = hecha(cola(fin), fin.clave, en(0));
  const enBodega = guardado(hoy);
  expect([cola(fin), sabido, VACIA].map((una) => ver(enBodega, una).porRegistrar)).toStrictEqual([true, true, false]);
  expect(ver({ ...enBodega, leidoEn: AHORA + 60_000 }, sabido).porRegistrar).toBe(false);
});

test('una ruta se finalizó hoy hasta que el día acaba, o se inicia otra', () => {
  const fin = accion('fin');
  const finalizo = (esta: Cola, segundos = 0) => ver(guardado(hoy), esta, segundos).finalizoHoy;
  const sabido = hecha(cola(fin), fin.clave, en(0));
  expect([finalizo(cola(fin)), finalizo(sabido), finalizo(sabido, 13 * 3_600)]).toStrictEqual([true, true, true]);
  // It is ten in the morning in Colombia.
  expect(finalizo(sabido, 15 * 3_600)).toBe(false);
  expect(finalizo(anotada(sabido, accion('salida', { paradas: ['1'] })))).toBe(false);
  expect(finalizo(rechazada(cola(fin), fin.clave, { status: 403 }))).toBe(false);
});

test('sin vehículo no hay nada que hacer', () => {
  const { vehiculo: _, ...sin } = hoy;
  expect(ver(guardado(sin), VACIA).fase).toBe('sinVehiculo');
});
