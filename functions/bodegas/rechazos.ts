import type { Rejections } from '#shared/model/rejection.ts';

/** Why a command on warehouses, products and stock may be refused. */
export const rechazos = {
  BODEGA_NO_EXISTE: { status: 404, title: 'La bodega no existe' },
  BODEGA_YA_EXISTE: { status: 409, title: 'Ya hay una bodega con ese identificador' },
  PRODUCTO_NO_EXISTE: { status: 422, title: 'El producto no está registrado' },
  PRODUCTO_YA_EXISTE: { status: 409, title: 'Ya hay un producto con ese SKU' },
  INVENTARIO_INSUFICIENTE: { status: 409, title: 'No hay inventario disponible suficiente' },
  CONTEO_MENOR_QUE_RESERVAS: { status: 409, title: 'El conteo es menor que lo reservado para órdenes' },
  TRASLADO_A_LA_MISMA_BODEGA: { status: 422, title: 'El origen y el destino del traslado son la misma bodega' },
  RESERVA_NO_EXISTE: { status: 404, title: 'La orden no tiene reserva' },
} satisfies Rejections;
