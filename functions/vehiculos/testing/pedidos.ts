import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import type { Calendario } from '#events/comun/calendario.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import type { Zona } from '#events/comun/lugar.ts';
import type { Ventana } from '#events/comun/tiempo.ts';
import { planificarEntrega } from '#events/vehiculos/planificarEntrega.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import type { Streams } from '#shared/testing/deciding.ts';
import type { Ficha } from '../vehiculo.ts';
import { BASE, NORTE, SUR, ZONA_SUR } from './ejemplos.ts';

/** A place at about two kilometres from the northern warehouse. */
export const CERCA = { lat: 4.745, lon: -74.045 };

/** A door in Medellín, a day's drive from Bogotá. */
export const MEDELLIN = { lat: 6.244, lon: -75.581 };

/** From eight to five, every day. */
export const DE_DIA = { jornada: { desde: '08:00', hasta: '17:00' }, festivos: true };

/** A moment of a day on clocks in Colombia. */
export const a = (hora: string, dia: string = EJEMPLO.dia) => new Date(`${dia}T${hora}:00-05:00`).toISOString();

/** A window of a day in Colombia. */
export const entre = (desde: string, hasta: string, dia: string = EJEMPLO.dia): Ventana => ({
  desde: a(desde, dia),
  hasta: a(hasta, dia),
});

const ZONAS: Readonly<Record<string, Zona>> = { [NORTE]: BASE, [SUR]: ZONA_SUR };

/** Two warehouses, as streams: the northern one by this calendar. */
export function bodegas(calendario?: Calendario): Streams {
  return Object.fromEntries(
    [NORTE, SUR].map((bodegaId) => {
      const { calendario: _, ...ejemplo } = BodegaRegistrada.example;
      const suya = { ...ejemplo, bodegaId, zona: ZONAS[bodegaId] ?? BASE };
      return [
        `bodega#${bodegaId}`,
        [BodegaRegistrada({ ...suya, ...(bodegaId === NORTE && calendario && { calendario }) })],
      ];
    }),
  );
}

/** Vehicles of a hundred kilograms of the northern warehouse, as streams, save for what is said. */
export function flota(fichas: Readonly<Record<string, Partial<Ficha>>>): Streams {
  return Object.fromEntries(
    Object.entries(fichas).map(([vehiculoId, cambios]) => {
      const ficha = { bodegaId: NORTE, base: BASE, capacidadKg: 100, capacidadM3: 1, calendario: DE_DIA, ...cambios };
      return [`vehiculo#${vehiculoId}`, [VehiculoRegistrado({ vehiculoId, ...ficha })]];
    }),
  );
}

type Encargo = NonNullable<Parameters<typeof planificarEntrega>[0]['encargo']>;

/** What the saga asks for: ten kilograms from the northern warehouse, without a window, save for what is said. */
export function pedido(ordenId: string, cambios: Partial<Encargo> = {}) {
  const { ventana: _, ...ejemplo } = planificarEntrega.example.encargo as Encargo;
  const encargo = { ...ejemplo, bodegaId: NORTE, zona: CERCA, pesoKg: 10, volumenM3: 0.02, ...cambios };
  return { ordenId, encargo, intento: 1 };
}

/** A part of an order's goods for each of these warehouses. */
export const partesDe = (...bodegaIds: readonly string[]) =>
  bodegaIds.map((bodegaId) => ({ bodegaId, sku: EJEMPLO.sku, cantidad: 1 }));
