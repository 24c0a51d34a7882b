import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import type { Zona } from '#events/comun/lugar.ts';
import { projection } from '#shared/model/projection.ts';
import { RED } from '../red.ts';

/** A warehouse as it is shown. */
export interface VistaBodega {
  readonly bodegaId: string;
  readonly nombre: string;
  readonly ciudad: string;
  readonly zona: Zona;
  readonly registradaEn: string;
}

/** The whole network in one row, as it is one stream: tens of warehouses, of which DynamoDB's 400 KB hold two thousand. */
export interface VistaRed {
  readonly redId: string;
  readonly bodegas: readonly VistaBodega[];
}

/** The directory of warehouses, by name. */
export const bodegas = projection<VistaRed>('bodegas', { of: 'red', key: 'redId' }).on(
  BodegaRegistrada,
  (v, { bodegaId, nombre, ciudad, zona }, { metadata }) => ({
    redId: RED,
    bodegas: [...(v?.bodegas ?? []), { bodegaId, nombre, ciudad, zona, registradaEn: metadata.occurredAt }].sort(
      (a, b) => (a.bodegaId < b.bodegaId ? -1 : 1),
    ),
  }),
);
