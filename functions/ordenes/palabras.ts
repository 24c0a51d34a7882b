import type { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { enColombia } from '#events/comun/tiempo.ts';

interface Cuenta {
  readonly sku: string;
  readonly cantidad: number;
}

/** `2 unidades de CAFE-500` */
export function unidades({ sku, cantidad }: Cuenta): string {
  return `${cantidad} ${cantidad === 1 ? 'unidad' : 'unidades'} de ${sku}`;
}

/** `2 unidades de CAFE-500, 1 unidad de TE-100 y 3 unidades de MATE-1` */
export function listado(cuentas: readonly Cuenta[]): string {
  const textos = cuentas.map(unidades);
  return textos.length < 2 ? textos.join('') : `${textos.slice(0, -1).join(', ')} y ${textos.at(-1)}`;
}

/** `15/01/2030, 09:20`, in Colombia. */
export function cuando(instante: string): string {
  const local = enColombia(instante);
  return `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}, ${local.slice(11, 16)}`;
}

/** In which state an order is, in words. */
export const ESTADOS: Readonly<Record<EstadoDeOrden, string>> = {
  creada: 'Está recibida',
  confirmada: 'Está confirmada',
  rechazada: 'Fue rechazada',
  asignada: 'Está en el plan de un vehículo',
  enTransito: 'Está en camino',
  entregada: 'Fue entregada',
  entregadaParcial: 'Fue entregada en parte',
  entregaFallida: 'No se pudo entregar y vuelve a la bodega',
  devuelta: 'Volvió a la bodega',
  cancelada: 'Fue cancelada',
};
