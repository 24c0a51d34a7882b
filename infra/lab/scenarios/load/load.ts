import { BODEGAS, PRODUCTOS, vehiculos } from '../../data/catalogo.ts';
import type { Pedido } from '../../data/dia.ts';

/** Of each warehouse. */
export const VEHICLES = 3;
/** The vehicle and the stock item of which a component takes the key. */
export const HOT_VEHICLE = 'ALN000';
export const HOT_STOCK = { bodegaId: 'BOG-NORTE', sku: 'CAFE-500' };

/** A request of the load. */
export interface Asked {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: object;
}

/** Something that is sent again and again, whoever is down. */
export interface Flow {
  readonly name: FlowName;
  /** A second, at the usual load: `--rate` multiplies it. */
  readonly perSecond: number;
  /** The nth request. */
  asks(n: number, pedidos: readonly Pedido[]): Asked;
}

/** The name of a flow: what an experiment says of it. */
export type FlowName =
  | 'crearOrden'
  | 'ingresarInventario'
  | 'corregirVehiculo'
  | 'registrarCliente'
  | 'fijarPreferencias'
  | 'vehiculoCaliente'
  | 'inventarioCaliente';

const FLEET = vehiculos(VEHICLES).filter(({ vehiculoId }) => vehiculoId !== HOT_VEHICLE);
const GOODS = BODEGAS.flatMap(({ bodegaId }) => PRODUCTOS.map(({ sku }) => ({ bodegaId, sku }))).filter(
  ({ bodegaId, sku }) => bodegaId !== HOT_STOCK.bodegaId || sku !== HOT_STOCK.sku,
);

/** What is sent: five orders a second, and one command of each other context every two seconds. */
export const LOAD: readonly Flow[] = [
  {
    name: 'crearOrden',
    perSecond: 5,
    asks: (n, pedidos) => ({ method: 'POST', path: '/ordenes', body: pedidos[n % pedidos.length]?.cuerpo ?? {} }),
  },
  { name: 'ingresarInventario', perSecond: 0.5, asks: (n) => stocked(GOODS[n % GOODS.length] ?? HOT_STOCK, n) },
  { name: 'inventarioCaliente', perSecond: 0.5, asks: (n) => stocked(HOT_STOCK, n) },
  { name: 'corregirVehiculo', perSecond: 0.5, asks: (n) => corrected(FLEET[n % FLEET.length]?.vehiculoId ?? '', n) },
  { name: 'vehiculoCaliente', perSecond: 0.5, asks: (n) => corrected(HOT_VEHICLE, n) },
  {
    name: 'registrarCliente',
    perSecond: 0.5,
    asks: (n) => ({
      method: 'POST',
      path: '/clientes',
      body: {
        clienteId: `carga-${n}`,
        nombre: `Tienda ${n}`,
        correo: `tienda${n}@ejemplo.co`,
        telefono: '+576015550199',
      },
    }),
  },
  {
    name: 'fijarPreferencias',
    perSecond: 0.5,
    asks: (n) => ({
      method: 'PUT',
      path: `/clientes/preferente-${n}/preferencias`,
      body: { canales: { sms: ['problema'], correo: ['pedido', 'entrega'] } },
    }),
  },
];

function stocked({ bodegaId, sku }: typeof HOT_STOCK, n: number): Asked {
  return {
    method: 'POST',
    path: `/bodegas/${bodegaId}/ingresos`,
    body: { sku, cantidad: 1, documento: `CARGA-${n}` },
  };
}

/** Another capacity each time, so that it is news. */
function corrected(vehiculoId: string, n: number): Asked {
  return {
    method: 'POST',
    path: `/vehiculos/${vehiculoId}/correcciones`,
    body: { capacidadKg: 700 + (n % 97) },
  };
}
