import { PreferenciasFijadas } from '#events/notificaciones/PreferenciasFijadas.ts';
import type { GruposPorCanal } from '#events/notificaciones/preferencias.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** What a customer said last of the messages that it wants, as text: it is compared, and nothing else. */
export interface Preferencia {
  readonly dicho?: string;
}

/** The messages that a customer wants. */
export const preferencia = aggregate<Preferencia>('preferencia', {}).on(
  PreferenciasFijadas,
  (_, { clienteId: __, ...dicho }) => ({ dicho: textoDe(dicho) }),
);

/** Preferences as text: the same for the same ones, whatever the order in which their kinds are said. */
export function textoDe({ canales, silencio }: Dichas): string {
  const porCanal = Object.entries(canales).map(([canal, grupos]) => [canal, grupos.toSorted()]);
  return JSON.stringify([porCanal.sort(), silencio?.desde, silencio?.hasta]);
}

interface Dichas {
  readonly canales: GruposPorCanal;
  readonly silencio?: { readonly desde: string; readonly hasta: string } | undefined;
}
