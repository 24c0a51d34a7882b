import { describe, expect, test } from 'vitest';
import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { CambioDeLineasNegado } from '#events/ordenes/CambioDeLineasNegado.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { MercanciaDevuelta } from '#events/ordenes/MercanciaDevuelta.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { CodigoSinPlan } from '#events/vehiculos/codigoSinPlan.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { EntregaTransbordada } from '#events/vehiculos/EntregaTransbordada.ts';
import type { Fact } from '#shared/model/event.ts';
import { NOW } from '#shared/testing/given.ts';
import { entregadaEnParte } from './ejemplos.ts';
import { enBodegas, enumerar, recibidas } from './palabras.ts';
import { cronologia } from './projections/cronologia.ts';

/** What the example of each event is told as: its title, and its detail if it has one. */
const CONTADOS: Readonly<Record<string, readonly [titulo: string, detalle?: string]>> = {
  SeguimientoRevocado: ['Enlaces de seguimiento anulados'],
  OrdenCreada: ['Orden PED-2030-0117 recibida', '2 unidades de CAFE-500 para Bogotá'],
  ReservaHecha: ['Mercancía reservada', '2 unidades de CAFE-500 en BOG-NORTE'],
  ReservaMovida: ['Reserva cambiada', 'Ahora: 2 unidades de CAFE-500 en BOG-SUR'],
  ReservaNoAcercada: ['La mercancía no se puede llevar al nuevo destino', 'Ninguna bodega atiende un lugar tan lejano'],
  ReservaLiberada: ['Reserva liberada', 'La mercancía que estaba en la bodega queda disponible'],
  OrdenConfirmada: ['Orden confirmada', 'Sale de BOG-NORTE'],
  OrdenRechazada: ['Orden rechazada', 'No hay inventario suficiente de CAFE-500'],
  EntregaSinPlan: ['En espera de vehículo', 'Los vehículos que pueden llegar no tienen cupo, o ya salieron'],
  OrdenAsignada: ['Orden asignada', 'La lleva el vehículo ABC123; hora prevista: el 15 de enero a las 9:20 a. m.'],
  ReservaDespachada: ['La mercancía salió de BOG-NORTE'],
  RecogidaConfirmada: ['El vehículo ABC123 recogió mercancía en BOG-NORTE'],
  OrdenEnTransito: ['Orden en camino', 'Va en el vehículo ABC123; hora prevista: el 15 de enero a las 9:20 a. m.'],
  SalidaDeshecha: ['Salida deshecha', 'El vehículo ABC123 no salió; la orden sigue en su plan'],
  EntregaTransbordada: [
    'La mercancía pasó del vehículo ABC123 al XYZ789',
    'En Calle 80 con carrera 30; hora prevista: el 15 de enero a las 9:20 a. m.',
  ],
  OrdenEntregada: ['Orden entregada', 'Entregada el 15 de enero a las 9:20 a. m.'],
  EntregaDeOrdenFallida: ['Falló el intento 1 de entrega', 'No había quién recibiera'],
  EntregaDeOrdenAplazada: ['Entrega aplazada', 'La ruta terminó antes de llegar a su puerta; no cuenta como intento'],
  EntregaRetirada: ['Entrega retirada de las rutas'],
  MercanciaDeRegreso: ['El vehículo ABC123 llegó con la mercancía a BOG-NORTE'],
  DevolucionRecibida: ['BOG-NORTE recibió mercancía de regreso', '2 unidades de CAFE-500'],
  DevolucionCorregida: ['Devolución corregida', 'La mercancía sí se había entregado'],
  OrdenDevuelta: ['Orden devuelta', 'Tres intentos fallidos'],
  MercanciaDevuelta: ['La mercancía de la orden cancelada está otra vez en la bodega', '2 unidades de CAFE-500'],
  OrdenCancelada: ['Orden cancelada', 'El cliente ya no lo necesita'],
  OrdenAbandonada: ['Orden cancelada por la operación', 'La vía está cerrada hasta nuevo aviso'],
  OrdenReprogramada: ['Orden reprogramada', 'Para entregar el 16 de enero entre 8:00 a. m. y 12:00 p. m.'],
  OrdenCorregida: ['Orden corregida', 'Cambió el destinatario, el destino, la ventana y las notas'],
  CambioDeLineasPedido: ['Cambio de productos pedido', '3 unidades de CAFE-500'],
  LineasCambiadas: ['Cambio de productos hecho'],
  CambioDeLineasNegado: [
    'El cambio de productos no fue posible',
    'No hay inventario suficiente; falta: 1 unidad de Café de origen, 500 g',
  ],
};

const contar = (hecho: Fact) => cronologia.handlers[hecho.type]?.tell(hecho.data, NOW);
const fallida = EntregaDeOrdenFallida.example;
const perdidas = [{ sku: EJEMPLO.sku, cantidad: 2, condicion: 'faltante' as const }];
const incompletas = [...perdidas, { sku: EJEMPLO.sku, cantidad: 1, condicion: 'danada' as const }];

describe('la cronología', () => {
  test.each(Object.values(cronologia.handlers))('cuenta $event.type', ({ event, tell }) => {
    const [titulo, detalle] = CONTADOS[event.type] ?? [];
    expect(tell(event.example, NOW)).toStrictEqual({ titulo, ...(detalle && { detalle }) });
  });
  test('cuenta lo que se dice aquí, y nada más', () =>
    expect(Object.keys(cronologia.handlers).sort()).toStrictEqual(Object.keys(CONTADOS).sort()));
  test.each<[string, Fact, string | undefined]>([
    [
      'la prioridad',
      OrdenCreada({ ...OrdenCreada.example, prioridad: 'alta' }),
      '2 unidades de CAFE-500 para Bogotá, con prioridad alta',
    ],
    [
      'el último fallo',
      EntregaDeOrdenFallida({ ...fallida, motivo: 'rechazada', detalle: 'Llegó tarde.', final: true }),
      'Quien debía recibir no quiso la mercancía: Llegó tarde. No habrá más intentos',
    ],
    [
      'lo que se entregó de una parte',
      entregadaEnParte,
      'Entregada el 15 de enero a las 9:20 a. m.: 1 unidad de CAFE-500; el resto vuelve a la bodega',
    ],
    [
      'un retiro en la calle',
      EntregaRetirada({ ...EntregaRetirada.example, aBordo: true, vehiculoId: EJEMPLO.vehiculoId }),
      'La mercancía está en el vehículo ABC123 y vuelve a la bodega',
    ],
    [
      'un transbordo de lo que solo vuelve',
      EntregaTransbordada({ ...EntregaTransbordada.example, eta: undefined }),
      'En Calle 80 con carrera 30',
    ],
    [
      'una corrección pequeña',
      OrdenCorregida({ ordenId: EJEMPLO.ordenId, clienteId: EJEMPLO.clienteId, ventana: EJEMPLO.ventana }),
      'Cambió la ventana',
    ],
    [
      'un cambio que llegó tarde',
      CambioDeLineasNegado({ ordenId: EJEMPLO.ordenId, codigo: 'MERCANCIA_FUERA', faltantes: [] }),
      'La mercancía de la orden ya salió, o un vehículo va por ella',
    ],
    [
      'un cambio a lo que nadie puede llevar',
      CambioDeLineasNegado({ ordenId: EJEMPLO.ordenId, codigo: 'CARGA_IMPOSIBLE', faltantes: [] }),
      'Ningún vehículo de la flota puede llevar todo lo pedido',
    ],
    [
      'un cambio a lo que nadie conoce',
      CambioDeLineasNegado({ ...CambioDeLineasNegado.example, codigo: 'SKU_DESCONOCIDO' }),
      'Hay productos que no están registrados: CAFE-500',
    ],
  ])('cuenta también %s', (_, hecho, detalle) => expect(contar(hecho)?.detalle).toBe(detalle));
  test.each<[Fact, string]>([
    [OrdenAsignada({ ...OrdenAsignada.example, intento: 2 }), 'Orden asignada para el intento 2'],
    [OrdenCreada({ ...OrdenCreada.example, referencia: undefined }), 'Orden recibida'],
    [
      EntregaTransbordada({ ...EntregaTransbordada.example, aBordo: false }),
      'La parada pasó del vehículo ABC123 al XYZ789',
    ],
    [entregadaEnParte, 'Orden entregada en parte'],
    [DevolucionRecibida({ ...DevolucionRecibida.example, lineas: perdidas }), 'La mercancía no volvió a BOG-NORTE'],
    [OrdenDevuelta({ ...OrdenDevuelta.example, lineas: perdidas }), 'Orden terminada sin su mercancía'],
    [OrdenDevuelta({ ...OrdenDevuelta.example, lineas: incompletas }), 'Orden devuelta en parte'],
    [
      MercanciaDevuelta({ ...MercanciaDevuelta.example, lineas: incompletas }),
      'Una parte de la mercancía de la orden cancelada está otra vez en la bodega',
    ],
    [
      MercanciaDevuelta({ ...MercanciaDevuelta.example, lineas: perdidas }),
      'La mercancía de la orden cancelada no volvió a la bodega',
    ],
  ])('lo llama por su nombre: %#', (hecho, titulo) => expect(contar(hecho)?.titulo).toBe(titulo));
  test.each(CodigoSinPlan.options)('dice con palabras por qué espera: %s', (codigo) => {
    const detalle = contar(EntregaSinPlan({ ...EntregaSinPlan.example, codigo }))?.detalle;
    expect(detalle).toMatch(/^\p{Lu}[^_]+[^.]$/u);
  });
  test('nombra los hechos con ordenId, y no dice nada personal ni un código de ninguno', () => {
    for (const { event, tell } of Object.values(cronologia.handlers)) {
      expect(event.example.ordenId).toBe(EJEMPLO.ordenId);
      expect(JSON.stringify(tell(event.example, NOW))).not.toMatch(
        /Ana Rojas|300 ?1234567|ana@|Carrera|4\.71099|_|undefined/,
      );
    }
  });
});

describe('las palabras', () => {
  test.each([
    [['a'], 'a'],
    [['a', 'b'], 'a y b'],
    [['a', 'b', 'c'], 'a, b y c'],
  ])('%j se une con comas y una y', (textos, texto) => expect(enumerar(textos)).toBe(texto));
  test('lo que está en varias bodegas', () =>
    expect(
      enBodegas([
        { bodegaId: 'B-1', sku: 'A-1', cantidad: 1 },
        { bodegaId: 'B-2', sku: 'A-1', cantidad: 2 },
      ]),
    ).toBe('1 unidad de A-1 en B-1 y 2 unidades de A-1 en B-2'));
  test('lo que volvió, y cómo', () =>
    expect(
      recibidas([
        { sku: 'A-1', cantidad: 1, condicion: 'vendible' },
        { sku: 'A-1', cantidad: 2, condicion: 'danada' },
        { sku: 'B-1', cantidad: 1, condicion: 'faltante' },
      ]),
    ).toBe('1 unidad de A-1, 2 unidades de A-1 (en mal estado) y 1 unidad de B-1 (no apareció)'));
});
