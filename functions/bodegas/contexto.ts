import { context } from '#shared/model/context.ts';
import { bodega } from './bodega.ts';
import { ajustarInventario } from './commands/ajustarInventario.ts';
import { despacharReserva } from './commands/despacharReserva.ts';
import { ingresarInventario } from './commands/ingresarInventario.ts';
import { liberarReserva } from './commands/liberarReserva.ts';
import { recibirDevolucion } from './commands/recibirDevolucion.ts';
import { registrarBodega } from './commands/registrarBodega.ts';
import { registrarProducto } from './commands/registrarProducto.ts';
import { reservarInventario } from './commands/reservarInventario.ts';
import { trasladarInventario } from './commands/trasladarInventario.ts';
import { inventario } from './inventario.ts';
import { producto } from './producto.ts';
import { bodegas as vistaBodegas } from './projections/bodegas.ts';
import { inventario as vistaInventario } from './projections/inventario.ts';
import { productos } from './projections/productos.ts';
import { listarBodegas } from './queries/listarBodegas.ts';
import { listarInventario } from './queries/listarInventario.ts';
import { listarProductos } from './queries/listarProductos.ts';
import { verInventario } from './queries/verInventario.ts';
import { verProducto } from './queries/verProducto.ts';
import { rechazos } from './rechazos.ts';
import { reserva } from './reserva.ts';

/** Warehouses: what there is of each product, where, and which order was promised it. */
export const bodegas = context('bodegas', {
  aggregates: { bodega, producto, inventario, reserva },
  commands: {
    registrarBodega,
    registrarProducto,
    ingresarInventario,
    ajustarInventario,
    trasladarInventario,
    reservarInventario,
    liberarReserva,
    despacharReserva,
    recibirDevolucion,
  },
  projections: { inventario: vistaInventario, bodegas: vistaBodegas, productos },
  queries: { verInventario, listarInventario, listarBodegas, listarProductos, verProducto },
  rejections: rechazos,
});
