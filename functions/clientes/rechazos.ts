import type { Rejections } from '#shared/model/rejection.ts';

/** Why a command on a customer may be refused. */
export const rechazos = {
  CLIENTE_YA_EXISTE: { status: 409, title: 'Ya hay un cliente con ese identificador' },
} satisfies Rejections;
