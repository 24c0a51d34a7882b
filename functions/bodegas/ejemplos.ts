import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import { InventarioIngresado } from '#events/bodegas/InventarioIngresado.ts';
import { ProductoRegistrado } from '#events/bodegas/ProductoRegistrado.ts';
import type { Linea, Nombrado } from '#events/comun/pedido.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaDescargada } from '#events/vehiculos/EntregaDescargada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { EntregaNoVisitada } from '#events/vehiculos/EntregaNoVisitada.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { EntregaTransbordada } from '#events/vehiculos/EntregaTransbordada.ts';
import { MercanciaDeRegreso } from '#events/vehiculos/MercanciaDeRegreso.ts';
import { MercanciaEnViaje } from '#events/vehiculos/MercanciaEnViaje.ts';
import { RecogidaConfirmada } from '#events/vehiculos/RecogidaConfirmada.ts';
import { SalidaDeshecha } from '#events/vehiculos/SalidaDeshecha.ts';
import type { Fact } from '#shared/model/event.ts';
import { inventarioId } from './inventario.ts';

/** Three warehouses of Bogotá, of which not all tests have the one in the middle, and two products. */
export const NORTE = 'BOG-NORTE';
export const CENTRO = 'BOG-CENTRO';
export const SUR = 'BOG-SUR';
export const CAFE = 'CAFE-500';
export const CACAO = 'CACAO-250';

const NOMBRES: Readonly<Record<string, string>> = { [CAFE]: 'Café', [CACAO]: 'Cacao' };

/** What these products of the catalogue are called. */
export const llamados = (...skus: string[]): Nombrado[] => skus.map((sku) => ({ sku, nombre: NOMBRES[sku] ?? sku }));

/** Places near each of the two. */
export const CERCA_DEL_NORTE = { lat: 4.75, lon: -74.05 };
export const CERCA_DEL_SUR = { lat: 4.59, lon: -74.13 };

const bodega = (bodegaId: string, zona: { lat: number; lon: number }) =>
  BodegaRegistrada({ bodegaId, nombre: bodegaId, ciudad: 'Bogotá', zona });

/** The warehouse in the middle: near to none of the places, but nearer to each than the other end. */
export const conCentro = { [`bodega#${CENTRO}`]: [bodega(CENTRO, { lat: 4.67, lon: -74.09 })] };

/** The directory and the catalogue, as streams. */
export const base: Readonly<Record<string, readonly Fact[]>> = {
  [`bodega#${NORTE}`]: [bodega(NORTE, { lat: 4.76, lon: -74.045 })],
  [`bodega#${SUR}`]: [bodega(SUR, { lat: 4.58, lon: -74.14 })],
  [`producto#${CAFE}`]: [
    ProductoRegistrado({ sku: CAFE, nombre: NOMBRES[CAFE] as string, pesoKg: 0.5, volumenM3: 0.001 }),
  ],
  [`producto#${CACAO}`]: [
    ProductoRegistrado({ sku: CACAO, nombre: NOMBRES[CACAO] as string, pesoKg: 0.25, volumenM3: 0.0005 }),
  ],
};

/** What the people of the road say of an order's goods, as facts of its delivery. */
export const camino = {
  sale: (ordenId: string, ...bodegas: string[]) => EntregaEnRuta({ ...EntregaEnRuta.example, ordenId, bodegas }),
  noSale: (ordenId: string) => SalidaDeshecha({ ...SalidaDeshecha.example, ordenId }),
  recoge: (ordenId: string, bodegaId: string) =>
    RecogidaConfirmada({ ...RecogidaConfirmada.example, ordenId, bodegaId }),
  falla: (ordenId: string) => EntregaFallida({ ...EntregaFallida.example, ordenId }),
  noVisita: (ordenId: string) => EntregaNoVisitada({ ...EntregaNoVisitada.example, ordenId }),
  saleConSobras: (ordenId: string) => MercanciaEnViaje({ ...MercanciaEnViaje.example, ordenId }),
  planea: (ordenId: string) => EntregaPlanificada({ ...EntregaPlanificada.example, ordenId }),
  libera: (ordenId: string) => EntregaSinPlan({ ordenId, intento: 2, codigo: 'LIBERADA' }),
  pasa: (ordenId: string) => EntregaTransbordada({ ...EntregaTransbordada.example, ordenId }),
  vuelve: (ordenId: string, bodegaId: string) =>
    MercanciaDeRegreso({ ...MercanciaDeRegreso.example, ordenId, bodegaId }),
  descarga: (ordenId: string, bodegaId: string) =>
    EntregaDescargada({ ...EntregaDescargada.example, ordenId, bodegaId }),
  renuncia: (ordenId: string) => EntregaRetirada({ ...EntregaRetirada.example, ordenId, aBordo: true }),
  entrega: (ordenId: string, ...lineas: Linea[]) =>
    EntregaConfirmada({ ...EntregaConfirmada.example, ordenId, lineas }),
};

/** The name of the stream of a product in a warehouse. */
export const stock = (bodegaId: string, sku: string): string => `inventario#${inventarioId(bodegaId, sku)}`;

/** Goods that have come in. */
export const ingreso = (bodegaId: string, sku: string, cantidad: number) =>
  InventarioIngresado({ bodegaId, sku, cantidad });
