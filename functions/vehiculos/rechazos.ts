import type { Rejections } from '#shared/model/rejection.ts';

/** Why a command on vehicles, plans and deliveries may be refused. */
export const rechazos = {
  VEHICULO_NO_EXISTE: { status: 404, title: 'El vehículo no existe' },
  VEHICULO_YA_REGISTRADO: { status: 409, title: 'Ya hay un vehículo con esa placa, con otros datos' },
  VEHICULO_RETIRADO: { status: 409, title: 'El vehículo ya no es de la flota' },
  VEHICULO_EN_RUTA: { status: 409, title: 'El vehículo está en ruta' },
  VEHICULO_EN_MANTENIMIENTO: { status: 409, title: 'El vehículo está en mantenimiento' },
  VEHICULO_CON_PLANES: { status: 409, title: 'El vehículo tiene paradas en sus planes' },
  BODEGA_NO_EXISTE: { status: 422, title: 'La bodega no existe' },
  RUTA_SIN_PARADAS: { status: 409, title: 'El vehículo no tiene paradas que visitar' },
  RUTA_NO_INICIADA: { status: 409, title: 'El vehículo no está en ruta' },
  PARADA_NO_EXISTE: { status: 404, title: 'La orden no es una parada de ese vehículo' },
  PARADA_ANULADA: { status: 409, title: 'La entrega fue retirada y su mercancía vuelve a la bodega' },
  PARADA_TERMINADA: { status: 409, title: 'La parada ya terminó de otra manera' },
  HORA_IMPOSIBLE: { status: 422, title: 'A esa hora no pudo ser la entrega' },
  ENTREGA_NO_EXISTE: { status: 404, title: 'No hay una entrega de esa orden' },
  ENTREGA_TERMINADA: { status: 409, title: 'La entrega ya terminó, o fue retirada' },
  ENTREGA_EN_RUTA: { status: 409, title: 'La orden está en camino' },
  MERCANCIA_EN_OTRO_VEHICULO: { status: 409, title: 'Otro vehículo tiene la mercancía de la orden' },
  VEHICULO_SIN_CUPO: { status: 409, title: 'La carga no cabe en el vehículo con lo que ya tiene ese día' },
  DIA_PASADO: { status: 422, title: 'Ese día ya pasó' },
  PARADAS_DISTINTAS: { status: 422, title: 'El orden debe nombrar todas las paradas del plan, cada una una vez' },
  CONDUCTOR_YA_EXISTE: { status: 409, title: 'Ya hay un conductor con ese identificador' },
  CONDUCTOR_NO_EXISTE: { status: 404, title: 'El conductor no existe' },
  CONDUCTOR_AJENO: { status: 403, title: 'El vehículo o su ruta es de otro conductor' },
  VEHICULO_CON_OTRO_CONDUCTOR: { status: 409, title: 'Otro conductor lleva ese vehículo ese día' },
} satisfies Rejections;
