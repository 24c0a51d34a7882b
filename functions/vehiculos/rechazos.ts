import type { Rejections } from '#shared/model/rejection.ts';

/** Why a command on a vehicle may be refused. */
export const rechazos = {
  VEHICULO_NO_EXISTE: { status: 404, title: 'El vehículo no existe' },
  VEHICULO_YA_REGISTRADO: { status: 409, title: 'Ya hay un vehículo con esa placa, con otros datos' },
  VEHICULO_EN_RUTA: { status: 409, title: 'El vehículo está en ruta' },
  VEHICULO_EN_MANTENIMIENTO: { status: 409, title: 'El vehículo está en mantenimiento' },
  RUTA_SIN_PARADAS: { status: 409, title: 'El vehículo no tiene paradas que visitar' },
  RUTA_NO_INICIADA: { status: 409, title: 'El vehículo no está en ruta' },
  PARADA_NO_EXISTE: { status: 404, title: 'La orden no es una parada de esta ruta' },
  PARADA_ANULADA: { status: 409, title: 'La entrega fue retirada y su mercancía vuelve a la bodega' },
  HORA_IMPOSIBLE: { status: 422, title: 'A esa hora no pudo ser la entrega' },
  PARADA_TERMINADA: { status: 409, title: 'La parada ya terminó de otra manera' },
} satisfies Rejections;
