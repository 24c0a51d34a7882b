import type { Rejections } from '#shared/model/rejection.ts';

/** Why a command on a customer may be refused. */
export const rechazos = {
  CLIENTE_YA_EXISTE: { status: 409, title: 'Ya hay un cliente con ese identificador' },
  CLIENTE_OLVIDADO: { status: 410, title: 'El cliente pidió ser olvidado; su identificador no se vuelve a usar' },
} satisfies Rejections;
