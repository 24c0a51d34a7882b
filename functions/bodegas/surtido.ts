import { unidadesDe } from '#events/comun/lotes.ts';
import type { Zona } from '#events/comun/lugar.ts';
import type { Falta, Linea, Nombrado, Parte } from '#events/comun/pedido.ts';
import type { EventType, Fact } from '#shared/model/event.ts';
import { dadorasPara, fueraDeAlcance, type Ubicada } from './bodega.ts';
import { disponible, type Inventario, inventarioId } from './inventario.ts';
import { cargaDe, desconocidas, faltas, nombresDe, type Producto } from './producto.ts';
import { primera, repartir } from './reparto.ts';
import { nadieCarga, type Talla } from './talla.ts';

/** Goods that an order asks for at a place, and what it holds already: that is free for it. */
export interface Pedido {
  readonly zona: Zona;
  readonly lineas: readonly Linea[];
  readonly apartadas: readonly Parte[];
}

/** The products and stock items that were read. */
export interface Leido {
  readonly producto: Readonly<Record<string, Producto>>;
  readonly inventario: Readonly<Record<string, Inventario>>;
}

/** The warehouses, and the sizes of the vehicles. */
export interface Directorios {
  readonly bodegas: readonly Ubicada[];
  readonly tallas: readonly Talla[];
}

/** What an order gets, or why it gets nothing: then with what of the lines cannot be had. */
export type Surtido =
  | { readonly codigo: CodigoSinSurtido; readonly faltantes: Falta[]; readonly bodegas?: string[] }
  | {
      readonly bodegaId: string;
      readonly partes: Parte[];
      readonly nombres: Nombrado[];
      readonly pesoKg: number;
      readonly volumenM3: number;
    };

/** Those that follow from what the directories of warehouses and vehicles have; what is read in streams is as it is. */
const POR_DIRECTORIOS: readonly string[] = ['INVENTARIO_INSUFICIENTE', 'CARGA_IMPOSIBLE', 'FUERA_DE_COBERTURA'];

type CodigoSinSurtido = 'SKU_DESCONOCIDO' | 'INVENTARIO_INSUFICIENTE' | 'CARGA_IMPOSIBLE' | 'FUERA_DE_COBERTURA';

/** The streams that are read first: the products, what the order holds, and the stock of the nearest warehouse, which mostly has all. */
export function lecturas({ zona, lineas, apartadas }: Pedido, { bodegas }: Directorios) {
  const cercana = dadorasPara(bodegas, zona).cercanas.slice(0, 1);
  return {
    producto: lineas.map(({ sku }) => sku),
    inventario: [...apartadas.map(({ bodegaId, sku }) => inventarioId(bodegaId, sku)), ...deBodegas(cercana, lineas)],
  };
}

/** The stock items that are read where the nearest warehouse does not have all: those of every warehouse that may give. */
export function masLecturas(pedido: Pedido, leido: Leido, directorios: Directorios) {
  const surtido = intentar(pedido, leido, directorios);
  return 'consultar' in surtido
    ? { inventario: deBodegas(dadorasPara(directorios.bodegas, pedido.zona).cercanas, pedido.lineas) }
    : {};
}

/** All goods of an order or none, from the nearest warehouse that has them and from which they can be brought. Throws where a stock item was not read that must be. */
export function surtir(pedido: Pedido, leido: Leido, directorios: Directorios): Surtido {
  const surtido = intentar(pedido, leido, directorios);
  if ('consultar' in surtido) throw new Error(`The stock of ${surtido.consultar} was to be read before deciding.`);
  return surtido;
}

/** Whether facts say in the words of `negativa` that goods are not to be had, where a warehouse or a vehicle more might have them. */
export function seNego<D extends { readonly codigo: string }>(negativa: EventType<string, D>) {
  return (hechos: readonly Fact[]): boolean =>
    hechos.some(({ type, data }) => type === negativa.type && POR_DIRECTORIOS.includes((data as D).codigo));
}

function intentar(
  pedido: Pedido,
  leido: Leido,
  { bodegas, tallas }: Directorios,
): Surtido | { readonly consultar: string } {
  const { zona } = pedido;
  const lineas = [...pedido.lineas];
  if (fueraDeAlcance(bodegas, zona)) return { codigo: 'FUERA_DE_COBERTURA', faltantes: faltas(lineas, leido.producto) };
  const ajenas = desconocidas(lineas, leido.producto);
  if (ajenas.length > 0) return { codigo: 'SKU_DESCONOCIDO', faltantes: ajenas };
  const carga = cargaDe(lineas, leido.producto);
  if (nadieCarga(carga, tallas)) return { codigo: 'CARGA_IMPOSIBLE', faltantes: [] };
  const dadoras = dadorasPara(bodegas, zona);
  const reparto = repartir(lineas, dadoras, libresPara(pedido, leido));
  if ('consultar' in reparto) return reparto;
  if ('faltantes' in reparto)
    return {
      codigo: 'INVENTARIO_INSUFICIENTE',
      faltantes: faltas(reparto.faltantes, leido.producto),
      bodegas: reparto.bodegas.slice(0, 100),
    };
  const nombres = nombresDe(lineas, leido.producto);
  return { bodegaId: primera(dadoras.cercanas, reparto.partes), partes: [...reparto.partes], nombres, ...carga };
}

function libresPara({ apartadas }: Pedido, { inventario }: Leido) {
  return (bodegaId: string, sku: string) => {
    const item = inventario[inventarioId(bodegaId, sku)];
    const propias = unidadesDe(
      sku,
      apartadas.filter((parte) => parte.bodegaId === bodegaId),
    );
    return item && disponible({ ...item, reservadas: item.reservadas - propias });
  };
}

function deBodegas(bodegas: readonly string[], lineas: readonly Linea[]): string[] {
  return bodegas.flatMap((bodegaId) => lineas.map(({ sku }) => inventarioId(bodegaId, sku)));
}
