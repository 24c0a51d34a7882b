import type { Canal } from '#events/notificaciones/preferencias.ts';
import type { Notification } from '#shared/model/notification.ts';
import { type Grant, type Technical, technical } from '#shared/model/technical.ts';
import type { Destinatario } from './memoria.ts';

/** A channel: where it reaches who receives an order, if at all, and the rights to send by it. */
interface Medio {
  readonly destino: (quien: Destinatario) => string | null | undefined;
  readonly derechos: readonly Grant[];
}

/** The channels that there are. */
const MEDIOS: Readonly<Record<Canal, Medio>> = {
  sms: { destino: ({ telefono }) => telefono, derechos: ['sms:send'] },
  correo: { destino: ({ correo }) => correo, derechos: ['mail:send'] },
};

/** To whom the messages about an order go, by channel. */
export const DESTINOS: Notification<Destinatario>['channels'] = Object.fromEntries(
  Object.entries(MEDIOS).map(([canal, { destino }]) => [canal, (quien: Destinatario) => destino(quien) ?? undefined]),
);

/** The delivery of each channel, by its name: `entregarSms`. So none takes messages that nobody brings. */
export function entregasDe(avisos: Notification): Readonly<Record<string, Technical>> {
  return Object.fromEntries(
    Object.entries(MEDIOS).map(([canal, { derechos }]) => [
      `entregar${canal.charAt(0).toUpperCase()}${canal.slice(1)}`,
      technical({
        trigger: { on: 'channel', of: avisos, channel: canal },
        grants: derechos,
        why: 'A provider may be slow, or away: its channel has a queue of its own, and no order and no other channel waits for it.',
      }),
    ]),
  );
}
