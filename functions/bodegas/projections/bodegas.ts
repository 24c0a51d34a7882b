import { BodegaCorregida } from '#events/bodegas/BodegaCorregida.ts';
import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { projection } from '#shared/model/projection.ts';
import type { FichaDeBodega } from '../bodega.ts';
import { corregido } from '../cambios.ts';

/** A warehouse as it is shown. */
export interface VistaBodega extends FichaDeBodega {
  readonly bodegaId: string;
  readonly registradaEn: string;
}

/** The directory of warehouses. */
export const bodegas = projection<VistaBodega>('bodegas', { of: 'bodega', key: 'bodegaId' })
  .on(BodegaRegistrada, (_, bodega, { metadata }) => ({ ...bodega, registradaEn: metadata.occurredAt }))
  .on(BodegaCorregida, (v, dicho) => v && corregido(v, dicho));
