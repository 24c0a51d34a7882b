import { PreferenciasFijadas } from '#events/notificaciones/PreferenciasFijadas.ts';
import type { GruposPorCanal } from '#events/notificaciones/preferencias.ts';
import { projection } from '#shared/model/projection.ts';

/** The messages that a customer wants, as it said last. */
export interface VistaPreferencias {
  readonly clienteId: string;
  readonly canales: GruposPorCanal;
  readonly silencio?: { readonly desde: string; readonly hasta: string };
  /** Absent while it has said nothing. */
  readonly fijadasEn?: string;
}

/** What customers want of messages, by customer; of those who have said nothing there is nothing. */
export const preferencias = projection<VistaPreferencias>('preferencias', { of: 'preferencia', key: 'clienteId' }).on(
  PreferenciasFijadas,
  (_, { silencio, ...dichas }, { metadata }) => ({
    ...dichas,
    ...(silencio && { silencio }),
    fijadasEn: metadata.occurredAt,
  }),
);
