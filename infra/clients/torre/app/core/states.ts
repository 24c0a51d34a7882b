import type { NombreDeIcono } from '../piezas/Icono.tsx';

/** How a state of an order is shown: its shape, its words and its colour, which only repeats the shape. */
export interface Look {
  readonly icon: NombreDeIcono;
  readonly one: string;
  readonly many: string;
  readonly tone: 'tenue' | 'marcha' | 'acento' | 'mal' | 'vuelve' | 'aviso';
}

/** States of orders, in the order of their lives. */
export const ORDER_STATES = {
  creada: { icon: 'creada', one: 'Creada', many: 'Creadas', tone: 'tenue' },
  confirmada: { icon: 'confirmada', one: 'Por asignar', many: 'Por asignar', tone: 'marcha' },
  asignada: { icon: 'asignada', one: 'Asignada', many: 'Asignadas', tone: 'marcha' },
  enTransito: { icon: 'enTransito', one: 'En tránsito', many: 'En tránsito', tone: 'marcha' },
  entregada: { icon: 'entregada', one: 'Entregada', many: 'Entregadas', tone: 'acento' },
  entregadaParcial: { icon: 'entregadaParcial', one: 'Entregada en parte', many: 'En parte', tone: 'acento' },
  entregaFallida: { icon: 'entregaFallida', one: 'Entrega fallida', many: 'Fallidas', tone: 'mal' },
  devuelta: { icon: 'devuelta', one: 'Devuelta', many: 'Devueltas', tone: 'vuelve' },
  rechazada: { icon: 'rechazada', one: 'Rechazada', many: 'Rechazadas', tone: 'mal' },
  cancelada: { icon: 'cancelada', one: 'Cancelada', many: 'Canceladas', tone: 'tenue' },
} as const satisfies Readonly<Record<string, Look>>;

export type OrderState = keyof typeof ORDER_STATES;

/** States of vehicles. */
export const VEHICLE_STATES: Readonly<Record<string, Look>> = {
  disponible: { icon: 'creada', one: 'En bodega', many: 'En bodega', tone: 'tenue' },
  enRuta: { icon: 'enTransito', one: 'En ruta', many: 'En ruta', tone: 'marcha' },
  mantenimiento: { icon: 'reloj', one: 'En mantenimiento', many: 'En mantenimiento', tone: 'aviso' },
  averiado: { icon: 'entregaFallida', one: 'Averiado', many: 'Averiados', tone: 'mal' },
  retirado: { icon: 'cancelada', one: 'Retirado', many: 'Retirados', tone: 'tenue' },
};
