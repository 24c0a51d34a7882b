import { BodegaCorregida } from '#events/bodegas/BodegaCorregida.ts';
import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import type { Zona } from '#events/comun/lugar.ts';
import { projection } from '#shared/model/projection.ts';

/** A warehouse, as whoever waits for an order may know it. */
export interface Origen {
  readonly bodegaId: string;
  readonly nombre: string;
  readonly zona: Zona;
}

/** Where orders come from. */
export const origenes = projection<Origen>('origenes', { of: 'bodega', key: 'bodegaId' })
  .on(BodegaRegistrada, (_, { bodegaId, nombre, zona }) => ({ bodegaId, nombre, zona }))
  .on(BodegaCorregida, (v, { nombre, zona }) => v && { ...v, ...(nombre && { nombre }), ...(zona && { zona }) });
