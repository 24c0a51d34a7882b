import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import type { Zona } from '#events/comun/lugar.ts';
import { projection } from '#shared/model/projection.ts';

/** A warehouse as it is shown. */
export interface VistaBodega {
  readonly bodegaId: string;
  readonly nombre: string;
  readonly ciudad: string;
  readonly zona: Zona;
  readonly registradaEn: string;
}

/** The directory of warehouses. */
export const bodegas = projection<VistaBodega>('bodegas', { of: 'bodega', key: 'bodegaId' }).on(
  BodegaRegistrada,
  (_, bodega, { metadata }) => ({ ...bodega, registradaEn: metadata.occurredAt }),
);
