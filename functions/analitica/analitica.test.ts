import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EntregaDeOrdenAplazada } from '#events/ordenes/EntregaDeOrdenAplazada.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { LineasCambiadas } from '#events/ordenes/LineasCambiadas.ts';
import { OrdenAbandonada } from '#events/ordenes/OrdenAbandonada.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import { OrdenReingresada } from '#events/ordenes/OrdenReingresada.ts';
import { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import type { Fact } from '#shared/model/event.ts';
import type { Contribution } from '#shared/model/projection.ts';
import { recorded, totalsAfter } from '#shared/testing/views.ts';
import { diasEntre } from './dias.ts';
import { aporte } from './medidas.ts';
import { analitica } from './projections/analitica.ts';
import { verAnalitica } from './queries/verAnalitica.ts';
import { type Fila, resumir } from './resumen.ts';

const creada = (mas: Partial<typeof OrdenCreada.example> = {}) => OrdenCreada({ ...OrdenCreada.example, ...mas });
const confirmada = OrdenConfirmada(OrdenConfirmada.example);
const entregada = (entregadaEn: string) => OrdenEntregada({ ...OrdenEntregada.example, entregadaEn });
const enParte = OrdenEntregada({ ...OrdenEntregada.example, completa: false });
const fallida = EntregaDeOrdenFallida(EntregaDeOrdenFallida.example);
const devuelta = OrdenDevuelta(OrdenDevuelta.example);
const sinStock = OrdenRechazada(OrdenRechazada.example);
const aTiempo = '2030-01-15T14:00:00Z';

/** The figures of some orders, each by its facts; all are created at noon UTC. */
async function cifras(...ordenes: readonly (readonly Fact[])[]) {
  const totales = new Map<string, Record<string, number>>();
  for (const [n, hechos] of ordenes.entries()) {
    const vida = recorded(`orden#${n}`, hechos);
    sumar(totales, await totalsAfter(analitica, vida, [vida]));
  }
  return resumir(filas(totales), { top: 10 });
}

function sumar(totales: Map<string, Record<string, number>>, aporta: Contribution): void {
  for (const [fila, medidas] of Object.entries(aporta)) {
    const suma = { ...totales.get(fila) };
    for (const [medida, n = 0] of Object.entries(medidas)) suma[medida] = (suma[medida] ?? 0) + n;
    totales.set(fila, suma);
  }
}

function filas(totales: Map<string, Record<string, number>>): Fila[] {
  return [...totales].map(([key, medidas]) => ({ ...medidas, key }));
}

describe('las cifras', () => {
  test('por estado, día y ciudad', async () => {
    const cali = { destino: { ...OrdenCreada.example.destino, ciudad: ' Cali ' } };
    const { ordenes, porEstado, porDiaYCiudad } = await cifras(
      [creada()],
      [creada(), confirmada],
      [creada(cali), confirmada],
    );
    expect([ordenes, porEstado.creada, porEstado.confirmada]).toStrictEqual([3, 1, 2]);
    expect(porDiaYCiudad.map(({ dia, ciudad, ordenes: n }) => [dia, ciudad, n])).toStrictEqual([
      ['2030-01-15', 'Bogotá', 2],
      ['2030-01-15', 'Cali', 1],
    ]);
  });
  test('una orden cuenta una vez, en el estado en que está', async () => {
    const { porEstado } = await cifras([creada(), confirmada, EntregaDeOrdenFallida(EntregaDeOrdenFallida.example)]);
    expect(Object.entries(porEstado).filter(([, n]) => n > 0)).toStrictEqual([['entregaFallida', 1]]);
  });
  test.each([
    ['asignada', OrdenAsignada(OrdenAsignada.example)],
    ['enTransito', OrdenEnTransito(OrdenEnTransito.example)],
    ['devuelta', OrdenDevuelta(OrdenDevuelta.example)],
    ['cancelada', OrdenCancelada(OrdenCancelada.example)],
  ])('%s es un estado más de la misma orden', async (estado, hecho) => {
    const { porEstado, porDiaYCiudad, topSkus } = await cifras([creada(), hecho]);
    expect(Object.entries(porEstado).filter(([, n]) => n > 0)).toStrictEqual([[estado, 1]]);
    expect(porDiaYCiudad.map(({ dia, ciudad }) => [dia, ciudad])).toStrictEqual([['2030-01-15', 'Bogotá']]);
    expect(topSkus).toHaveLength(OrdenCreada.example.lineas.length);
  });
  test('la rechazada por otra causa, sin confirmar, no dice nada del surtido', async () => {
    const sinRespuesta = OrdenRechazada({ ...OrdenRechazada.example, codigo: 'SIN_RESPUESTA' });
    expect((await cifras([creada(), sinRespuesta])).tasaDeSurtido).toBeNull();
  });
  test('son las de la ciudad pedida', () => {
    const de = (ciudad: string, creada: number) => ({ key: `2030-01-15|ordenes||${ciudad}`, creada });
    expect(resumir([de('Cali', 1), de('Bogotá', 2)], { ciudad: 'Cali', top: 1 }).ordenes).toBe(1);
  });
  test('un plazo del que se quitó todo no cuenta', () =>
    expect(resumir([{ key: '2030-01-15|plazo|2|Cali', m3: 0 }], { top: 1 }).plazoMinutos.p50).toBeNull());
  test('surtido: confirmadas entre confirmadas y rechazadas por inventario', async () => {
    const sinMercancia = OrdenRechazada(OrdenRechazada.example);
    const { tasaDeSurtido } = await cifras(
      [creada(), confirmada],
      [creada(), confirmada, sinMercancia],
      [creada(), sinStock],
      [creada(), OrdenCancelada(OrdenCancelada.example)],
    );
    expect(tasaDeSurtido).toBe(2 / 3);
  });
  test('a tiempo: no antes de que se abra la ventana', async () => {
    const { desde } = OrdenCreada.example.ventana as { readonly desde: string };
    const antesDeTiempo = new Date(Date.parse(desde) - 1_000).toISOString();
    expect((await cifras([creada(), entregada(desde)], [creada(), entregada(antesDeTiempo)])).tasaATiempo).toBe(0.5);
  });
  test('a tiempo: hasta el fin de la ventana, o en un día sin ella', async () => {
    const sinVentana = creada({ ventana: undefined });
    expect((await cifras([creada(), entregada('2030-01-15T17:00:00Z')])).tasaATiempo).toBe(1);
    expect((await cifras([creada(), entregada('2030-01-15T17:00:01Z')])).tasaATiempo).toBe(0);
    expect((await cifras([sinVentana, entregada('2030-01-16T12:00:00Z')])).tasaATiempo).toBe(1);
    expect((await cifras([sinVentana, entregada('2030-01-16T12:00:01Z')])).tasaATiempo).toBe(0);
  });
  test('entregada en un intento, ninguno falló desde ese', async () => {
    const despues = EntregaDeOrdenFallida({ ...fallida.data, vehiculoId: 'XYZ789', cambio: 1 });
    const { porMotivoDeFallo, porVehiculo } = await cifras([
      creada(),
      confirmada,
      despues,
      entregada('2030-01-15T17:00:00Z'),
    ]);
    expect(porMotivoDeFallo.filter(({ fallos }) => fallos > 0)).toStrictEqual([]);
    expect(porVehiculo.map(({ vehiculoId, entregas, fallos }) => [vehiculoId, entregas, fallos])).toStrictEqual([
      ['ABC123', 1, 0],
    ]);
  });
  test('sin entregas no hay tasa ni plazo', async () => {
    const { tasaATiempo, tasaDeSurtido, plazoMinutos } = await cifras([creada()]);
    expect([tasaATiempo, tasaDeSurtido, plazoMinutos]).toStrictEqual([
      null,
      null,
      { entregas: 0, p50: null, p95: null },
    ]);
  });
  test('los productos más pedidos, por unidades', async () => {
    const lineas = (...pares: [string, number][]) =>
      creada({ lineas: pares.map(([sku, cantidad]) => ({ sku, cantidad })) });
    const { topSkus } = await cifras([lineas(['TE-100', 5], ['CAFE-500', 1])], [lineas(['CAFE-500', 3])]);
    expect(topSkus).toStrictEqual([
      { sku: 'TE-100', ordenes: 1, unidades: 5 },
      { sku: 'CAFE-500', ordenes: 2, unidades: 4 },
    ]);
  });
  test('con las mismas unidades va primero el de más órdenes, y luego por nombre', async () => {
    const lineas = (...pares: [string, number][]) =>
      creada({ lineas: pares.map(([sku, cantidad]) => ({ sku, cantidad })) });
    const { topSkus } = await cifras([lineas(['C', 2], ['B', 2], ['A', 1])], [lineas(['A', 1])]);
    expect(topSkus.map(({ sku }) => sku)).toStrictEqual(['A', 'B', 'C']);
  });
  test('los días y las ciudades van en orden', () => {
    const una = (dia: string, ciudad: string) => ({ key: `${dia}|ordenes||${ciudad}`, creada: 1 });
    const dias = [una('2030-01-16', 'A'), una('2030-01-15', 'B'), una('2030-01-15', 'A'), una('2030-01-14', 'C')];
    for (const orden of [dias, dias.toReversed()]) {
      const { porDiaYCiudad } = resumir(orden, { top: 10 });
      expect(porDiaYCiudad.map(({ dia, ciudad }) => `${dia} ${ciudad}`)).toStrictEqual([
        '2030-01-14 C',
        '2030-01-15 A',
        '2030-01-15 B',
        '2030-01-16 A',
      ]);
    }
  });
  test('un día del que se quitó todo no sale', () =>
    expect(resumir([{ key: '2030-01-15|ordenes||Cali', creada: 0 }], { top: 1 }).porDiaYCiudad).toStrictEqual([]));
  test('ni una bodega, un vehículo o un producto', () => {
    const { porBodega, porVehiculo, topSkus } = resumir(
      [
        { key: '2030-01-15|bodega|B-1|Cali', exigibles: 0, devuelta: 0 },
        { key: '2030-01-15|vehiculo|ABC123|Cali', entregas: 0, fallos: 0 },
        { key: '2030-01-15|sku|C|Cali', 'o:CAFE-500': 0, 'u:CAFE-500': 0 },
      ],
      { top: 1 },
    );
    expect([porBodega, porVehiculo, topSkus]).toStrictEqual([[], [], []]);
  });
  test('a tiempo, de las que terminaron y había que atender', async () => {
    const {
      exigibles,
      aTiempo: puntuales,
      tasaATiempo,
    } = await cifras(
      [creada(), confirmada, entregada(aTiempo)],
      [creada(), confirmada, enParte],
      [creada(), confirmada, fallida, devuelta],
      [creada(), sinStock],
      [creada(), OrdenAbandonada(OrdenAbandonada.example)],
      [creada(), OrdenCancelada(OrdenCancelada.example)],
      [creada(), confirmada, fallida],
      [creada(), confirmada, EntregaDeOrdenAplazada(EntregaDeOrdenAplazada.example)],
    );
    expect([exigibles, puntuales, tasaATiempo]).toStrictEqual([5, 1, 0.2]);
  });
  test('la ventana que vale es la última que se dijo', async () => {
    const otroDia = OrdenReprogramada(OrdenReprogramada.example);
    const sinVentana = OrdenCorregida({ ...OrdenCorregida.example, ventana: null });
    const corregida = OrdenCorregida({ ...OrdenCorregida.example, ventana: otroDia.data.ventana });
    const soloNotas = OrdenCorregida({ ordenId: 'x', clienteId: 'tienda-7' });
    const alDiaSiguiente = '2030-01-16T14:00:00Z';
    const tasa = async (...hechos: readonly Fact[]) => (await cifras([creada(), ...hechos])).tasaATiempo;
    expect(await tasa(otroDia, entregada(aTiempo))).toBe(0);
    expect(await tasa(otroDia, entregada(alDiaSiguiente))).toBe(1);
    expect(await tasa(corregida, entregada(alDiaSiguiente))).toBe(1);
    expect(await tasa(otroDia, soloNotas, entregada(alDiaSiguiente))).toBe(1);
    expect(await tasa(sinVentana, entregada('2030-01-16T12:00:00Z'))).toBe(1);
  });
  test('por bodega, la que al final la envió', async () => {
    const { porBodega } = await cifras(
      [creada(), confirmada, entregada(aTiempo)],
      [creada(), confirmada, enParte],
      [creada(), confirmada, fallida, devuelta],
      [creada(), confirmada, OrdenAbandonada(OrdenAbandonada.example)],
      [creada(), confirmada, fallida, OrdenReingresada({ ...OrdenReingresada.example, bodegaId: 'BOG-SUR' }), sinStock],
      [creada(), confirmada],
    );
    const nada = { entregadas: 0, entregadasEnParte: 0, devueltas: 0, rechazadas: 0, abandonadas: 0 };
    const unaDeCada = { entregadas: 1, entregadasEnParte: 1, devueltas: 1, rechazadas: 0, abandonadas: 1 };
    expect(porBodega).toStrictEqual([
      { bodegaId: 'BOG-NORTE', exigibles: 4, aTiempo: 1, tasaATiempo: 0.25, ...unaDeCada },
      { bodegaId: 'BOG-SUR', exigibles: 1, aTiempo: 0, tasaATiempo: 0, ...nada, rechazadas: 1 },
    ]);
  });
  test('por vehículo, por conductor y por motivo, cada intento una vez', async () => {
    const otra = EntregaDeOrdenFallida({ ...fallida.data, intento: 2, vehiculoId: 'XYZ789', motivo: 'rechazada' });
    const alTercero = OrdenEntregada({ ...OrdenEntregada.example, intento: 3 });
    const deOtro = EntregaDeOrdenFallida({ ...otra.data, conductorId: 'conductor-08' });
    const sinNadie = OrdenEntregada({ ...enParte.data, conductorId: undefined });
    const { porVehiculo, porConductor, porMotivoDeFallo } = await cifras(
      [creada(), fallida, deOtro, alTercero],
      [creada(), sinNadie],
    );
    expect(porConductor).toStrictEqual(
      [
        { conductorId: EJEMPLO.conductorId, intentos: 2, entregas: 1, fallos: 1, tasaDeEntrega: 0.5, aTiempo: 1 },
        { conductorId: 'conductor-08', intentos: 1, entregas: 0, fallos: 1, tasaDeEntrega: 0, aTiempo: 0 },
      ].sort((a, b) => (a.conductorId < b.conductorId ? -1 : 1)),
    );
    expect(porVehiculo).toStrictEqual([
      { vehiculoId: 'ABC123', intentos: 3, entregas: 2, fallos: 1, tasaDeEntrega: 2 / 3, aTiempo: 1 },
      { vehiculoId: 'XYZ789', intentos: 1, entregas: 0, fallos: 1, tasaDeEntrega: 0, aTiempo: 0 },
    ]);
    expect(porMotivoDeFallo.filter(({ fallos }) => fallos > 0)).toStrictEqual([
      { motivo: 'ausente', fallos: 1, tasa: 0.25 },
      { motivo: 'rechazada', fallos: 1, tasa: 0.25 },
    ]);
    expect(porMotivoDeFallo).toHaveLength(6);
  });
  test('la prueba que llega tarde corrige lo que se contó', async () => {
    const tarde = [creada(), confirmada, fallida, devuelta, entregada(aTiempo)] as const;
    expect(await cifras(tarde)).toStrictEqual(await cifras([creada(), confirmada, entregada(aTiempo)]));
  });
  test('con las líneas y la ciudad que quedaron', async () => {
    const enCali = OrdenCorregida({
      ...OrdenCorregida.example,
      destino: { ...OrdenCorregida.example.destino, ciudad: 'Cali' } as typeof OrdenCorregida.example.destino,
    });
    const { topSkus, porDiaYCiudad } = await cifras([creada(), enCali, LineasCambiadas(LineasCambiadas.example)]);
    expect(topSkus).toStrictEqual([{ sku: 'CAFE-500', ordenes: 1, unidades: 3 }]);
    expect(porDiaYCiudad.map(({ ciudad }) => ciudad)).toStrictEqual(['Cali']);
  });
  test('p50 y p95 son exactos al minuto', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3 * 24 * 60), { minLength: 1, maxLength: 40 }), async (minutos) => {
        const { plazoMinutos } = await cifras(
          ...minutos.map((n) => [
            creada(),
            entregada(new Date(Date.parse('2030-01-15T12:00:30Z') + n * 60_000).toISOString()),
          ]),
        );
        const orden = minutos.toSorted((a, b) => a - b);
        const rango = (parte: number) => orden[Math.ceil(orden.length * parte) - 1];
        expect(plazoMinutos).toStrictEqual({ entregas: minutos.length, p50: rango(0.5), p95: rango(0.95) });
      }),
      { numRuns: 50 },
    ));
});

describe('las filas de totales', () => {
  const fila = { estado: 'creada', dia: '2030-01-15', ciudad: 'Cali' } as const;
  const deOrdenes = '2030-01-15|ordenes||Cali';
  test('lo que no se sabe cuándo se creó, ni hasta cuándo se esperaba, no tiene plazo ni llegó a tiempo', () =>
    expect(aporte({ ...fila, estado: 'entregada', entrega: { en: aTiempo, vehiculoId: 'ABC123' } })).toStrictEqual({
      [deOrdenes]: { entregada: 1, entregas: 1, exigibles: 1 },
      '2030-01-15|vehiculo|ABC123|Cali': { entregas: 1 },
    }));
  test('el día es el de Colombia', async () => {
    const vida = recorded('orden#1', [creada()], '2030-01-15T04:59:00.000Z');
    expect(
      Object.keys(await totalsAfter(analitica, vida, [vida])).every((fila) => fila.startsWith('2030-01-14|')),
    ).toBe(true);
  });
  test('el cambio de ciudad de una orden de cincuenta líneas cabe en una transacción', async () => {
    const lineas = Array.from({ length: 50 }, (_, n) => ({
      sku: `${'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.charAt(n % 36)}-${n}`,
      cantidad: 1,
    }));
    const vida = recorded('orden#1', [creada({ lineas }), confirmada, fallida]);
    expect(Object.keys(await totalsAfter(analitica, vida, [vida])).length * 2).toBeLessThan(100);
  });
});

describe('lo que se puede preguntar', () => {
  test('de los días pedidos, una ciudad y los primeros productos', () => {
    const pregunta = verAnalitica.accepts.parse({ desde: '2030-01-15', hasta: '2030-01-16', ciudad: 'Cali', top: 1 });
    expect(verAnalitica.where(pregunta)).toStrictEqual([{ value: '2030-01-15' }, { value: '2030-01-16' }]);
    const de = (ciudad: string) => [
      { key: `2030-01-15|ordenes||${ciudad}`, entregada: 2, entregas: 2, exigibles: 2, aTiempo: 1 },
      { key: `2030-01-15|sku|T|${ciudad}`, 'o:TE-100': 1, 'u:TE-100': 1 },
      { key: `2030-01-15|sku|C|${ciudad}`, 'o:CAFE-500': 2, 'u:CAFE-500': 4 },
      { key: `2030-01-15|plazo|2|${ciudad}`, m3: 1, m5: 1 },
    ];
    const cifrasDeCali = verAnalitica.shape([...de('Cali'), ...de('Bogotá')], pregunta);
    expect(cifrasDeCali).toMatchObject({
      ...{
        desde: '2030-01-15',
        hasta: '2030-01-16',
        ciudad: 'Cali',
        ordenes: 2,
        exigibles: 2,
        aTiempo: 1,
        tasaATiempo: 0.5,
        tasaDeSurtido: null,
      },
      plazoMinutos: { entregas: 2, p50: 123, p95: 125 },
      topSkus: [{ sku: 'CAFE-500', ordenes: 2, unidades: 4 }],
    });
    expect(cifrasDeCali.porDiaYCiudad).toHaveLength(1);
    const deTodas = verAnalitica.shape(de('Cali'), { ...pregunta, ciudad: undefined });
    expect('ciudad' in deTodas).toBe(false);
  });
  const enTabla = (tabla: string) => {
    const pregunta = { desde: '2030-01-15', hasta: '2030-01-15', formato: 'csv', tabla };
    const vacio = verAnalitica.accepts.parse(pregunta);
    return verAnalitica.csv?.(verAnalitica.shape(DE_CALI, vacio), vacio);
  };
  const DE_CALI = [
    { key: '2030-01-15|ordenes||Cali', entregada: 1, devuelta: 1, entregas: 1, exigibles: 2, aTiempo: 1 },
    { key: '2030-01-15|bodega|CALI-1|Cali', entregada: 1, devuelta: 1, exigibles: 2, aTiempo: 1 },
    { key: '2030-01-15|vehiculo|ABC123|Cali', entregas: 1, fallos: 1, aTiempo: 1 },
    { key: '2030-01-15|conductor|conductor-08|Cali', entregas: 1, fallos: 1, aTiempo: 1 },
    { key: '2030-01-15|fallo|rechazada|Cali', fallos: 1 },
    { key: '2030-01-15|sku|C|Cali', 'o:CAFE-500': 2, 'u:CAFE-500': 4 },
  ];
  test('como tabla, la que se pida', () => {
    const estados =
      'creada,confirmada,rechazada,asignada,enTransito,entregada,entregadaParcial,entregaFallida,devuelta,cancelada';
    expect(enTabla('dias')).toStrictEqual([
      `dia,ciudad,ordenes,${estados},exigibles,aTiempo,tasaATiempo`.split(','),
      ['2030-01-15', 'Cali', 2, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 2, 1, 0.5],
    ]);
    expect(enTabla('bodegas')).toStrictEqual([
      'bodegaId,exigibles,entregadas,entregadasEnParte,devueltas,rechazadas,abandonadas,aTiempo,tasaATiempo'.split(','),
      ['CALI-1', 2, 1, 0, 1, 0, 0, 1, 0.5],
    ]);
    expect(enTabla('vehiculos')).toStrictEqual([
      'vehiculoId,intentos,entregas,fallos,tasaDeEntrega,aTiempo'.split(','),
      ['ABC123', 2, 1, 1, 0.5, 1],
    ]);
    expect(enTabla('conductores')).toStrictEqual([
      'conductorId,intentos,entregas,fallos,tasaDeEntrega,aTiempo'.split(','),
      ['conductor-08', 2, 1, 1, 0.5, 1],
    ]);
    expect(enTabla('fallos')?.slice(0, 3)).toStrictEqual([
      ['motivo', 'fallos', 'tasa'],
      ['No había quién recibiera', 0, 0],
      ['Quien debía recibir no quiso la mercancía', 1, 0.5],
    ]);
    expect(enTabla('productos')).toStrictEqual([
      ['sku', 'ordenes', 'unidades'],
      ['CAFE-500', 2, 4],
    ]);
  });
  test('y si no se pide ninguna, no es una tabla', () => {
    const pregunta = verAnalitica.accepts.parse({ desde: '2030-01-15', hasta: '2030-01-15' });
    expect(verAnalitica.csv?.(verAnalitica.shape(DE_CALI, pregunta), pregunta)).toBeUndefined();
  });
  const acepta = (desde: string, hasta: string) => verAnalitica.accepts.safeParse({ desde, hasta }).success;
  test('un día', () => expect(diasEntre('2030-01-15', '2030-01-15')).toStrictEqual(['2030-01-15']));
  test('hasta 92 días', () => expect(acepta('2030-01-01', '2030-04-02')).toBe(true));
  test('no 93', () => expect(acepta('2030-01-01', '2030-04-03')).toBe(false));
  test('no mil años, y enseguida', () => expect(acepta('1000-01-01', '9999-12-31')).toBe(false));
  test('no al revés', () => expect(acepta('2030-01-02', '2030-01-01')).toBe(false));
});
