import type { Rejections } from '#shared/model/rejection.ts';

/** Why a command on warehouses, products and stock may be refused. */
export const rechazos = {
  BODEGA_NO_EXISTE: { status: 404, title: 'La bodega no existe' },
  BODEGA_YA_EXISTE: { status: 409, title: 'Ya hay una bodega con ese identificador' },
  PRODUCTO_NO_EXISTE: { status: 422, title: 'El producto no está registrado' },
  PRODUCTO_YA_EXISTE: { status: 409, title: 'Ya hay un producto con ese SKU' },
  INVENTARIO_INSUFICIENTE: { status: 409, title: 'No hay inventario disponible suficiente' },
  TRASLADO_A_LA_MISMA_BODEGA: { status: 422, title: 'El origen y el destino del traslado son la misma bodega' },
  INVENTARIO_SUFICIENTE: { status: 409, title: 'Lo que hay alcanza para todo lo reservado' },
  RESERVA_NO_EXISTE: { status: 404, title: 'La orden no tiene reserva' },
  RESERVA_DESPACHADA: { status: 409, title: 'Mercancía de la orden ya salió, o un vehículo va por ella' },
  DEVOLUCION_NO_ESPERADA: { status: 409, title: 'La bodega no espera mercancía de esa orden' },
  DEVOLUCION_EXCESIVA: { status: 409, title: 'Es más de lo que está fuera de la orden' },
  DEVOLUCION_INCOMPLETA: {
    status: 409,
    title: 'La entrega sigue en pie: diga todo lo que estaba fuera, también lo que falta',
  },
  ENTREGA_PLANIFICADA: {
    status: 409,
    title: 'El siguiente intento ya está en un plan: pida a un operador que libere antes su parada',
  },
} satisfies Rejections;
