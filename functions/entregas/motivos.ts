import type { Falta } from '#events/comun/pedido.ts';
import type { CodigoDeRechazo } from '#events/ordenes/codigoDeRechazo.ts';

/** Why an order was given up that its customer cancelled. */
export const CANCELADA = 'La orden fue cancelada';

/** Why an order comes back of which a warehouse received a part damaged, or did not receive it. */
export const INCOMPLETA = 'La mercancía volvió a bodega incompleta o dañada';

/** Why an order has ended of which nothing came back. */
export const PERDIDA = 'La mercancía no apareció cuando el vehículo volvió';

/** Why goods come back of an order that was delivered. */
export const RESTO = 'Se entregó una parte y volvió el resto';

/** What is missing, and in which warehouses; what is said of older ones names none. */
interface Faltante {
  readonly faltantes: readonly Falta[];
  readonly bodegas?: readonly string[] | undefined;
}

/** Why there are no goods for an order, for the customer to read: at most 500 characters. */
export function motivoDeFaltantes(codigo: CodigoDeRechazo, { faltantes, bodegas = [] }: Faltante): string {
  switch (codigo) {
    case 'CARGA_IMPOSIBLE':
      return 'Ningún vehículo puede llevar una carga así';
    case 'FUERA_DE_COBERTURA':
      return 'Ninguna bodega atiende un lugar tan lejano';
    case 'SKU_DESCONOCIDO':
      return `No se conoce el producto: ${faltantes.map(({ sku }) => sku).join(', ')}`.slice(0, 500);
    default:
      return `Faltan en ${lugarDe(bodegas)}: ${faltantes.map(deNombre).join('; ')}`.slice(0, 500);
  }
}

function deNombre({ sku, nombre = sku, cantidad }: Falta): string {
  return `${cantidad} de ${nombre}`;
}

/** Other warehouses may have it, that do not serve the place. A customer knows none of them by its code. */
function lugarDe({ length }: readonly string[]): string {
  if (length === 0) return 'bodega';
  return length === 1 ? 'la bodega que llega a ese destino' : `las ${length} bodegas que llegan a ese destino`;
}
