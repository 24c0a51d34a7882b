import { describe, expect, test } from 'vitest';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { AsignacionRetirada } from '#events/vehiculos/AsignacionRetirada.ts';
import { EntregaAsignada } from '#events/vehiculos/EntregaAsignada.ts';
import type { Fact } from '#shared/model/event.ts';
import { listado } from './palabras.ts';
import { cronologia } from './projections/cronologia.ts';

/** What the example of each event is told as: its title, and its detail if it has one. */
const CONTADOS: Readonly<Record<string, readonly [titulo: string, detalle?: string]>> = {
  OrdenCreada: ['Orden recibida', '2 unidades de CAFE-500 para Bogotá'],
  OrdenConfirmada: ['Orden confirmada', 'Sale de la bodega BOG-NORTE'],
  OrdenRechazada: ['Orden rechazada', 'No hay inventario suficiente de CAFE-500'],
  OrdenAsignada: ['Orden asignada', 'La lleva el vehículo ABC123; llegada prevista: 15/01/2030, 09:20'],
  OrdenEnTransito: ['Orden en tránsito', 'Va en el vehículo ABC123'],
  OrdenEntregada: ['Orden entregada', 'Entregada el 15/01/2030, 09:20; evidencia: s3://evidencias/0f8fad5b.jpg'],
  EntregaDeOrdenFallida: ['Falló el intento 1 de entrega', 'No había quién recibiera'],
  OrdenDevuelta: ['Orden devuelta a la bodega', 'Tres intentos fallidos'],
  OrdenCancelada: ['Orden cancelada', 'El cliente ya no lo necesita'],
  InventarioReservado: ['Inventario reservado', '2 unidades de CAFE-500 en BOG-NORTE'],
  ReservaDeInventarioLiberada: ['Inventario liberado', '2 unidades de CAFE-500 en BOG-NORTE'],
  InventarioDespachado: ['Inventario despachado', '2 unidades de CAFE-500 desde BOG-NORTE'],
  InventarioDevuelto: ['Inventario devuelto', '2 unidades de CAFE-500 a BOG-NORTE'],
  ReservaHecha: ['Reserva hecha', '2 unidades de CAFE-500; bodega principal: BOG-NORTE'],
  ReservaRechazada: ['Reserva rechazada', 'Falta: 1 unidad de CAFE-500'],
  ReservaLiberada: ['Reserva liberada', 'La orden fue cancelada'],
  ReservaDespachada: ['Mercancía despachada'],
  DevolucionRecibida: ['Devolución recibida en bodega', 'Tres intentos fallidos'],
  AsignacionHecha: ['Vehículo encontrado', 'ABC123, para el intento 1'],
  AsignacionRechazada: ['Sin vehículo por ahora', 'Ningún vehículo tiene capacidad'],
  AsignacionRetirada: ['Asignación retirada'],
  AsignacionCambiada: ['Cambio de vehículo', 'Ahora la lleva XYZ789; llegada prevista: 15/01/2030, 09:20'],
  EntregaAsignada: ['Parada incluida en un plan de ruta', 'Vehículo ABC123, parada 1 de 1'],
  EntregaRetirada: ['Parada retirada del vehículo ABC123', 'La orden fue cancelada'],
  EntregaReasignada: ['Parada reasignada', 'De ABC123 a XYZ789'],
  EntregaEnRuta: ['El vehículo salió a ruta', 'ABC123; llegada prevista: 15/01/2030, 09:20'],
  EntregaConfirmada: ['Entrega confirmada por el conductor', '15/01/2030, 09:20'],
  EntregaFallida: ['El conductor no pudo entregar', 'No había quién recibiera'],
};

const contar = (hecho: Fact) => cronologia.handlers[hecho.type]?.tell(hecho.data);
const [parada] = EntregaAsignada.example.plan;

describe('la cronología', () => {
  test.each(Object.values(cronologia.handlers))('cuenta $event.type', ({ event, tell }) => {
    const [titulo, detalle] = CONTADOS[event.type] ?? [];
    expect(tell(event.example)).toStrictEqual({ titulo, ...(detalle && { detalle }) });
  });
  test.each<[string, Fact, string | undefined]>([
    [
      'la prioridad',
      OrdenCreada({ ...OrdenCreada.example, prioridad: 'alta' }),
      '2 unidades de CAFE-500 para Bogotá, con prioridad alta',
    ],
    [
      'un vehículo sin hora',
      OrdenAsignada({ ...OrdenAsignada.example, eta: undefined }),
      'La lleva el vehículo ABC123',
    ],
    [
      'el último fallo',
      EntregaDeOrdenFallida({ ...EntregaDeOrdenFallida.example, motivo: 'Nadie abrió', final: true }),
      'Nadie abrió. No habrá más intentos',
    ],
    [
      'un producto desconocido',
      ReservaRechazada({ ...ReservaRechazada.example, codigo: 'SKU_DESCONOCIDO' }),
      'No se conoce: 1 unidad de CAFE-500',
    ],
    [
      'un retiro en la calle',
      AsignacionRetirada({ ...AsignacionRetirada.example, enRuta: true }),
      'La mercancía iba en camino y vuelve a la bodega',
    ],
    [
      'el lugar en un plan de dos paradas',
      EntregaAsignada({
        ...EntregaAsignada.example,
        plan: [
          { ...parada, ordenId: crypto.randomUUID(), eta: EJEMPLO.ventana.desde },
          ...EntregaAsignada.example.plan,
        ],
      }),
      'Vehículo ABC123, parada 2 de 2',
    ],
  ])('cuenta también %s', (_, hecho, detalle) => expect(contar(hecho)?.detalle).toBe(detalle));
  test('cuenta para qué intento, desde el segundo', () =>
    expect(contar(OrdenAsignada({ ...OrdenAsignada.example, intento: 2 }))?.titulo).toBe(
      'Orden asignada para el intento 2',
    ));
  test('nombra los hechos con ordenId, y no dice nada personal de ninguno', () => {
    for (const { event, tell } of Object.values(cronologia.handlers)) {
      expect(event.example.ordenId).toBe(EJEMPLO.ordenId);
      expect(JSON.stringify(tell(event.example))).not.toMatch(/Ana Rojas|300 1234567|ana@|Carrera|4\.71099/);
    }
  });
  const cuenta = (sku: string, cantidad: number) => ({ sku, cantidad });
  test.each([
    [[cuenta('A-1', 1)], '1 unidad de A-1'],
    [[cuenta('A-1', 1), cuenta('B-2', 2)], '1 unidad de A-1 y 2 unidades de B-2'],
    [[cuenta('A-1', 1), cuenta('B-2', 2), cuenta('C-3', 3)], '1 unidad de A-1, 2 unidades de B-2 y 3 unidades de C-3'],
  ])('une una lista con comas y una y: %#', (cuentas, texto) => expect(listado(cuentas)).toBe(texto));
});
