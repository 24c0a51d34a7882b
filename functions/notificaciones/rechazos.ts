import type { Rejections } from '#shared/model/rejection.ts';

/** Why a command on messages may be refused. */
export const rechazos = {
  WEBHOOK_NO_EXISTE: { status: 404, title: 'El cliente no tiene un webhook' },
} satisfies Rejections;
