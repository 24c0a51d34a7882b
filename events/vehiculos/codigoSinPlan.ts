import * as z from 'zod';

/**
 * Why an order has no place in a plan: no vehicle works then; none that could carry it has room, or is still to leave; others took
 * the places that it was to have in the same moment, and another is looked for at once; none comes in its window;
 * its warehouse is closed; no warehouse serves both where it goes and where its goods are; it is larger than any vehicle; the vehicle that has its goods cannot take it yet; its day is
 * planned on the eve; or a person took it out, and decides.
 */
export const CodigoSinPlan = z.enum([
  'SIN_VEHICULOS',
  'SIN_CAPACIDAD',
  'LUGAR_TOMADO',
  'VENTANA_IMPOSIBLE',
  'BODEGA_CERRADA',
  'FUERA_DE_COBERTURA',
  'CARGA_GRANDE',
  'MERCANCIA_EN_VEHICULO',
  'DIA_POR_PLANIFICAR',
  'LIBERADA',
]);

/** Why an order has no place in a plan. */
export type CodigoSinPlan = z.output<typeof CodigoSinPlan>;

/** The sentence that people read for each. */
export const FRASES_SIN_PLAN: Readonly<Record<CodigoSinPlan, string>> = {
  SIN_VEHICULOS: 'Ningún vehículo que pueda llegar trabaja ese día',
  SIN_CAPACIDAD: 'Los vehículos que pueden llegar no tienen cupo, o ya salieron',
  LUGAR_TOMADO: 'Otras órdenes tomaron su lugar a la vez; se le busca otro',
  VENTANA_IMPOSIBLE: 'Ningún vehículo llega en la ventana pedida',
  BODEGA_CERRADA: 'La bodega que tiene la mercancía no abre ese día',
  FUERA_DE_COBERTURA: 'Ninguna bodega con vehículos alcanza a la vez el destino y la mercancía',
  CARGA_GRANDE: 'La carga no cabe en ningún vehículo',
  MERCANCIA_EN_VEHICULO: 'El vehículo que tiene la mercancía no puede llevarla todavía',
  DIA_POR_PLANIFICAR: 'Se planifica la víspera de su día',
  LIBERADA: 'Una persona la sacó del plan y decide cómo sigue',
};
