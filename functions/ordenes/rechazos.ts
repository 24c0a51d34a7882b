import type { Rejections } from '#shared/model/rejection.ts';

/** Why a command on an order may be refused. */
export const rechazos = {
  ORDEN_NO_EXISTE: { status: 404, title: 'La orden no existe' },
  ORDEN_EN_TRANSITO: { status: 409, title: 'La orden ya salió de la bodega y no se puede cancelar' },
  ORDEN_TERMINADA: { status: 409, title: 'La orden ya terminó y no se puede cancelar' },
  VENTANA_PASADA: { status: 422, title: 'La ventana de entrega ya pasó' },
} satisfies Rejections;
