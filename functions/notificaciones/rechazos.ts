import type { Rejections } from '#shared/model/rejection.ts';

/** Why a command on messages may be refused. */
export const rechazos = {
  DIRECCION_NO_PERMITIDA: { status: 422, title: 'A esa dirección no se puede llamar desde aquí' },
  WEBHOOK_NO_EXISTE: { status: 404, title: 'El cliente no tiene un webhook' },
} satisfies Rejections;
