import { type CodigoSinCambio, FRASES_SIN_CAMBIO } from '#events/comun/cambioNegado.ts';
import type { Condicion } from '#events/comun/condicion.ts';
import type { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';

interface Cuenta {
  readonly sku: string;
  readonly nombre?: string | undefined;
  readonly cantidad: number;
}

/** `2 unidades de CAFE-500`, by name where that is known. */
export function unidades({ sku, nombre = sku, cantidad }: Cuenta): string {
  return `${cantidad} ${cantidad === 1 ? 'unidad' : 'unidades'} de ${nombre}`;
}

/** `2 unidades de CAFE-500, 1 unidad de TE-100 y 3 unidades de MATE-1` */
export function listado(cuentas: readonly Cuenta[]): string {
  return enumerar(cuentas.map(unidades));
}

/** `2 unidades de CAFE-500 en BOG-NORTE y 1 unidad de TE-100 en BOG-SUR` */
export function enBodegas(partes: readonly (Cuenta & { readonly bodegaId: string })[]): string {
  return enumerar(partes.map((parte) => `${unidades(parte)} en ${parte.bodegaId}`));
}

/** `1 unidad de CAFE-500 y 1 unidad de CAFE-500 (dañada)` */
export function recibidas(lineas: readonly (Cuenta & { readonly condicion: Condicion })[]): string {
  return enumerar(lineas.map((linea) => unidades(linea) + CONDICIONES[linea.condicion]));
}

/** Why an order keeps its goods: `No hay inventario suficiente; falta: 1 unidad de CAFE-500` */
export function fraseDeNegacion({ codigo, faltantes }: Negado): string {
  const frase = FRASES_SIN_CAMBIO[codigo];
  if (faltantes.length === 0) return frase;
  return codigo === 'SKU_DESCONOCIDO'
    ? `${frase}: ${enumerar(faltantes.map(({ sku }) => sku))}`
    : `${frase}; falta: ${listado(faltantes)}`;
}

interface Negado {
  readonly codigo: CodigoSinCambio;
  readonly faltantes: readonly Cuenta[];
}

/** `el destino, la ventana y las notas` */
export function enumerar(textos: readonly string[]): string {
  return textos.length < 2 ? textos.join('') : `${textos.slice(0, -1).join(', ')} y ${textos.at(-1)}`;
}

const CONDICIONES: Readonly<Record<Condicion, string>> = {
  vendible: '',
  danada: ' (en mal estado)',
  faltante: ' (no apareció)',
};

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
  devuelta: 'Fue devuelta',
  cancelada: 'Fue cancelada',
};
