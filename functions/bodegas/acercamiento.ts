import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import type { CodigoSinCambio } from '#events/comun/cambioNegado.ts';
import type { Zona } from '#events/comun/lugar.ts';
import { type Asiento, anotar, reapartar } from './asiento.ts';
import { dadorasPara, danJuntas, type Ubicada } from './bodega.ts';
import { juntar } from './reparto.ts';
import { bodegasDe, type Tenencia } from './reserva.ts';
import { type Directorios, type Leido, type Pedido, surtir } from './surtido.ts';

/** Whether what an order holds cannot be brought to a place from where it is: no warehouse that serves the place can fetch it all. */
export function quedaLejos({ apartadas }: Tenencia, zona: Zona, bodegas: readonly Ubicada[]): boolean {
  return !danJuntas(dadorasPara(bodegas, zona), bodegasDe(apartadas));
}

/** What an order holds, as if it asked for it at a place. */
export function pedidoEn({ apartadas }: Tenencia, zona: Zona): Pedido {
  const total = juntar(apartadas.map((parte) => ({ ...parte, bodegaId: '' })));
  return { zona, apartadas, lineas: total.map(({ sku, cantidad }) => ({ sku, cantidad })) };
}

/** The same goods reserved where they can be brought to the place; or why they are not to be had there. */
export function acercada(
  asiento: Asiento,
  pedido: Pedido,
  { leido, directorios }: { readonly leido: Leido; readonly directorios: Directorios },
): Asiento | CodigoSinCambio {
  const surtido = surtir(pedido, leido, directorios);
  if ('codigo' in surtido) return surtido.codigo;
  const { ordenId } = asiento;
  const movida = ReservaMovida({ ordenId, ...surtido });
  return anotar(asiento, movida, reapartar(ordenId, pedido.apartadas, surtido.partes));
}
