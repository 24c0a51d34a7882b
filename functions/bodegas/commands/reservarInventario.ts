import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { reservarInventario as peticion } from '#events/bodegas/reservarInventario.ts';
import type { Zona } from '#events/comun/lugar.ts';
import type { Linea, Parte } from '#events/comun/pedido.ts';
import { type States, to, unitOfWork } from '#shared/model/command.ts';
import { porCercania, type Ubicada } from '../bodega.ts';
import { disponible, inventario, inventarioId } from '../inventario.ts';
import { type Producto, producto } from '../producto.ts';
import { bodegas } from '../projections/bodegas.ts';
import { type Reparto, repartir } from '../reparto.ts';
import { reserva } from '../reserva.ts';

const over = { producto, inventario, reserva };

/**
 * Promises all goods of an order to it, or none. The warehouses are read from near to far, only as far as needed.
 * An order that had its answer, or was given up before this came, gets no second one.
 */
export const reservarInventario = unitOfWork({
  over,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  creates: true,
  directory: { of: bodegas, where: () => ({}) },
  main: ({ ordenId }) => ({ of: reserva, id: ordenId }),
  streams: (c, loaded, { directory }) => {
    const skus = c.lineas.map(({ sku }) => sku);
    const primero = { producto: skus };
    if (loaded.reserva[c.ordenId]?.estado !== 'inexistente' || desconocidos(c.lineas, loaded).length > 0)
      return primero;
    const reparto = repartoDe(c, loaded, directory);
    if (!('consultar' in reparto)) return primero;
    return { ...primero, inventario: skus.map((sku) => inventarioId(reparto.consultar, sku)) };
  },
  decide: (c, states, { directory }) => {
    const { ordenId } = c;
    if (states.reserva[ordenId]?.estado !== 'inexistente') return [];
    const ajenos = desconocidos(c.lineas, states);
    if (ajenos.length > 0) {
      return [to(reserva, ordenId, ReservaRechazada({ ordenId, codigo: 'SKU_DESCONOCIDO', faltantes: ajenos }))];
    }
    const reparto = repartoDe(c, states, directory);
    if ('consultar' in reparto) throw new Error(`The stock of ${reparto.consultar} was to be read before deciding.`);
    if ('faltantes' in reparto) {
      return [
        to(
          reserva,
          ordenId,
          ReservaRechazada({ ordenId, codigo: 'INVENTARIO_INSUFICIENTE', faltantes: [...reparto.faltantes] }),
        ),
      ];
    }
    const partes = [...reparto.partes];
    const bodegaId = masCercana(porCercania(directory, c.zona), partes);
    return [
      to(reserva, ordenId, ReservaHecha({ ordenId, bodegaId, partes, ...cargaDe(c.lineas, states.producto) })),
      ...partes.map((parte) =>
        to(inventario, inventarioId(parte.bodegaId, parte.sku), InventarioReservado({ ordenId, ...parte })),
      ),
    ];
  },
});

interface Pedido {
  readonly zona: Zona;
  readonly lineas: readonly Linea[];
}

function repartoDe({ zona, lineas }: Pedido, states: States<typeof over>, directorio: readonly Ubicada[]): Reparto {
  return repartir(lineas, porCercania(directorio, zona), (bodegaId, sku) => {
    const item = states.inventario[inventarioId(bodegaId, sku)];
    return item && disponible(item);
  });
}

function desconocidos(lineas: readonly Linea[], { producto: productos }: States<typeof over>): Linea[] {
  return lineas.filter(({ sku }) => productos[sku]?.estado !== 'registrado');
}

function masCercana(bodegas: readonly string[], partes: readonly Parte[]): string {
  return bodegas.find((bodegaId) => partes.some((parte) => parte.bodegaId === bodegaId)) ?? '';
}

/** To the milligram and the cubic centimetre: sums of decimals leave traces far behind the point. */
function cargaDe(lineas: readonly Linea[], productos: Readonly<Record<string, Producto>>) {
  const suma = (de: 'pesoKg' | 'volumenM3') =>
    lineas.reduce((total, { sku, cantidad }) => {
      const p = productos[sku];
      return p?.estado === 'registrado' ? total + cantidad * p[de] : total;
    }, 0);
  const redondo = (n: number) => Math.round(n * 1e6) / 1e6;
  return { pesoKg: redondo(suma('pesoKg')), volumenM3: redondo(suma('volumenM3')) };
}
