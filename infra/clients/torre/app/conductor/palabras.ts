import { number, plural } from '../core/format.ts';
import { ApiError, wordsOf } from '../core/problems.ts';
import type { Accion } from './cola.ts';
import type { Cerrada, Dia, Fin } from './dia.ts';
import type { Parada } from './tipos.ts';

/** Why a delivery could not be made, as the API names it and as a driver says it. */
export const MOTIVOS = {
  ausente: 'No había quién recibiera',
  rechazada: 'No quisieron recibir',
  direccionErrada: 'La dirección está errada',
  sinAcceso: 'No se puede llegar a la puerta',
  danada: 'La mercancía se dañó',
  otro: 'Otro motivo',
} as const;

/** What became of a stop, in words. */
export const FINES: Readonly<Record<Fin, string>> = {
  entregada: 'Entregada',
  parcial: 'Entregada en parte',
  fallida: 'No se pudo',
  devuelta: 'Ya no se entrega: traiga el paquete',
  cerrada: 'La central ya la cerró',
};

/** What an action is, for whoever looks at what waits. */
export function nombreDe({ tipo, bodegaId }: Accion, direccion: string | undefined): string {
  switch (tipo) {
    case 'salida':
      return 'Inicio de la ruta';
    case 'deshacer':
      return 'Deshacer el inicio de la ruta';
    case 'fin':
      return 'Fin de la ruta';
    case 'averia':
      return 'El vehículo se varó';
    case 'arreglo':
      return 'El vehículo ya anda';
    case 'recogida':
      return `Recogida en ${bodegaId}`;
    case 'entrega':
      return `Entrega en ${direccion ?? 'una parada'}`;
    case 'fallo':
      return `No se pudo en ${direccion ?? 'una parada'}`;
  }
}

/**
 * `Parada 1 de las 3 que faltan`: where a stop is among those that lie ahead. How many there are in all nobody knows: one that
 * failed is tried again.
 */
export function lugarDe({ ordenId }: Pick<Parada, 'ordenId'>, abiertas: readonly Pick<Parada, 'ordenId'>[]): string {
  const lugar = abiertas.findIndex((una) => una.ordenId === ordenId) + 1;
  if (lugar === 0) return 'De un viaje que no ha salido';
  return abiertas.length === 1
    ? 'Falta solo esta parada'
    : `Parada ${number(lugar)} de las ${number(abiertas.length)} que faltan`;
}

/** What the driver of a vehicle that stands in the street does: with stops to make, with what only comes back, with nothing. */
export function queHacerVarado({
  abiertas,
  vuelve,
  cerradas,
  sinLeer,
}: Pick<Dia, 'abiertas' | 'vuelve' | 'cerradas' | 'sinLeer'>): string {
  const fuera = cerradas.filter(({ fin }) => fin === 'cerrada').length;
  const salieron = `${plural(fuera, 'parada', 'paradas')} que ya ${fuera === 1 ? 'salió' : 'salieron'} de su ruta`;
  if ((abiertas.length > 0 || sinLeer) && fuera > 0)
    return `Entréguele al vehículo que viene la mercancía de ${salieron}. Quédese con la demás hasta que la central decida, o siga con ella cuando esté arreglado.`;
  if (abiertas.length > 0 || sinLeer)
    return 'Quédese con la mercancía: otro vehículo viene por ella, o usted sigue cuando esté arreglado.';
  if (vuelve.length > 0)
    return 'Ya no le faltan paradas. Quédese con la mercancía que vuelve, entréguela cuando el vehículo llegue a la bodega y finalice allí la ruta.';
  const loQueLleva =
    fuera > 0
      ? `Ya no le faltan paradas. Si aún tiene mercancía de ${salieron}, entréguesela al vehículo que viene.`
      : 'Usted ya no lleva mercancía.';
  return `${loQueLleva} Finalice la ruta cuando el vehículo esté en la bodega.`;
}

/** `Cerró 2 paradas; la central cerró otras 3.` Empty where no stop was closed. */
export function loCerrado(cerradas: readonly Pick<Cerrada, 'fin'>[]): string {
  const ajenas = cerradas.filter(({ fin }) => fin === 'cerrada' || fin === 'devuelta').length;
  const propias = cerradas.length - ajenas;
  const suyas = propias > 0 ? `Cerró ${plural(propias, 'parada', 'paradas')}` : '';
  if (ajenas === 0) return suyas && `${suyas}.`;
  if (propias === 0) return `La central cerró ${plural(ajenas, 'parada', 'paradas')}.`;
  return `${suyas}; la central cerró ${ajenas === 1 ? 'otra' : `otras ${number(ajenas)}`}.`;
}

/** `3 acciones` */
export const acciones = (cuantas: number) => plural(cuantas, 'acción', 'acciones');

/** What a refusal means to whoever is on the road, and what to do. */
export function explicacion({ tipo, rechazo }: Accion): string {
  if (!rechazo) return '';
  const propia = PROPIAS[`${tipo} ${rechazo.codigo}`] ?? PROPIAS[`* ${rechazo.codigo}`];
  if (propia !== undefined) return propia;
  const { title, advice } = wordsOf(new ApiError(rechazo));
  return `${title} ${advice}`.trim();
}

const YA_CONSTA = 'La central ya registró esta parada. No tiene que hacer nada.';
const OTRO_VEHICULO = 'Esta parada pasó a otro vehículo. Si el paquete sigue con usted, llame a la central.';

const PROPIAS: Readonly<Record<string, string>> = {
  'entrega ENTREGA_REGISTRADA':
    'La central ya registró esta entrega, con otra prueba. No tiene que hacer nada; la suya no hizo falta.',
  'fallo PARADA_TERMINADA': YA_CONSTA,
  'fallo PARADA_ANULADA': 'El cliente canceló mientras estaba sin señal. Traiga el paquete de vuelta.',
  'fallo PARADA_NO_EXISTE': OTRO_VEHICULO,
  'entrega PARADA_NO_EXISTE': OTRO_VEHICULO,
  'entrega RUTA_NO_INICIADA': 'La salida de esta ruta se deshizo. Llame a la central para que la registre.',
  'deshacer RUTA_EMPEZADA': 'No se puede deshacer el inicio: en esta ruta ya se hizo algo. Siga con ella o finalícela.',
  'deshacer SALIDA_LEJANA':
    'No se puede deshacer el inicio: pasaron más de diez minutos. Siga con la ruta o finalícela.',
  'recogida RECOGIDA_NO_PENDIENTE': 'Allí ya no quedaba nada por recoger. Siga con las entregas.',
  '* MERCANCIA_SIN_RECOGER': 'Falta la recogida de esta orden en una bodega. Confírmela y reintente.',
  '* CONDUCTOR_AJENO':
    'La ruta es ahora de otro conductor. Lo que usted hizo quedó en este teléfono: llame a la central.',
  '* CLIENTE_OLVIDADO': 'El cliente pidió que se olvidaran sus datos. Llame a la central.',
};
