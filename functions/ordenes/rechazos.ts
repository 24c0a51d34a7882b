import type { Rejections } from '#shared/model/rejection.ts';

/** Why a command on an order may be refused. */
export const rechazos = {
  ORDEN_NO_EXISTE: { status: 404, title: 'La orden no existe' },
  ORDEN_EN_TRANSITO: { status: 409, title: 'La mercancía de la orden ya salió de la bodega' },
  ORDEN_TERMINADA: { status: 409, title: 'La orden ya terminó' },
  ORDEN_SIN_CONFIRMAR: { status: 409, title: 'La orden aún no está confirmada: inténtelo dentro de un momento' },
  CAMBIO_EN_CURSO: { status: 409, title: 'Otro cambio de líneas de la orden espera respuesta' },
  REFERENCIA_REPETIDA: { status: 409, title: 'Otra orden del cliente ya tiene esa referencia' },
  CONTACTO_DESCONOCIDO: {
    status: 422,
    title: 'No se sabe el nombre o el teléfono del cliente, y no se dijo quién recibe',
  },
  VENTANA_PASADA: { status: 422, title: 'La ventana de entrega ya pasó' },
  VENTANA_LEJANA: { status: 422, title: 'La ventana de entrega termina dentro de más de cinco años' },
} satisfies Rejections;
