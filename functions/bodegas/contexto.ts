import { context } from '#shared/model/context.ts';
import { technical } from '#shared/model/technical.ts';
import { bodega } from './bodega.ts';
import { acercarReserva } from './commands/acercarReserva.ts';
import { ajustarInventario } from './commands/ajustarInventario.ts';
import { cambiarLineas } from './commands/cambiarLineas.ts';
import { corregirBodega } from './commands/corregirBodega.ts';
import { corregirDevolucion } from './commands/corregirDevolucion.ts';
import { corregirProducto } from './commands/corregirProducto.ts';
import { deshacerDespacho } from './commands/deshacerDespacho.ts';
import { despacharReserva } from './commands/despacharReserva.ts';
import { ingresarInventario } from './commands/ingresarInventario.ts';
import { liberarReserva } from './commands/liberarReserva.ts';
import { recibirDevolucion } from './commands/recibirDevolucion.ts';
import { registrarBodega } from './commands/registrarBodega.ts';
import { registrarProducto } from './commands/registrarProducto.ts';
import { reservarInventario } from './commands/reservarInventario.ts';
import { reubicarReserva } from './commands/reubicarReserva.ts';
import { trasladarInventario } from './commands/trasladarInventario.ts';
import { inventario } from './inventario.ts';
import { inventarioEnVivo } from './live/inventarioEnVivo.ts';
import { productosEnVivo } from './live/productosEnVivo.ts';
import { producto } from './producto.ts';
import { bodegas as vistaBodegas } from './projections/bodegas.ts';
import { inventario as vistaInventario } from './projections/inventario.ts';
import { productos } from './projections/productos.ts';
import { retenciones } from './projections/retenciones.ts';
import { tallas } from './projections/tallas.ts';
import { listarBodegas } from './queries/listarBodegas.ts';
import { listarInventario } from './queries/listarInventario.ts';
import { listarProductos } from './queries/listarProductos.ts';
import { listarReservas } from './queries/listarReservas.ts';
import { verInventario } from './queries/verInventario.ts';
import { verProducto } from './queries/verProducto.ts';
import { rechazos } from './rechazos.ts';
import { reserva } from './reserva.ts';

/** Warehouses: what there is of each product, where, and which order was promised it. */
export const bodegas = context('bodegas', {
  aggregates: { bodega, producto, inventario, reserva },
  commands: {
    registrarBodega,
    corregirBodega,
    registrarProducto,
    corregirProducto,
    ingresarInventario,
    ajustarInventario,
    trasladarInventario,
    reservarInventario,
    liberarReserva,
    cambiarLineas,
    reubicarReserva,
    acercarReserva,
    despacharReserva,
    deshacerDespacho,
    recibirDevolucion,
    corregirDevolucion,
  },
  projections: { inventario: vistaInventario, bodegas: vistaBodegas, productos, retenciones, tallas },
  queries: { verInventario, listarInventario, listarReservas, listarBodegas, listarProductos, verProducto },
  live: { inventarioEnVivo, productosEnVivo },
  technical: {
    reubicador: technical({
      trigger: { on: 'event', types: ['InventarioAjustado', 'InventarioCorregido', 'InventarioDevuelto'] },
      grants: [],
      carriesOut: [reubicarReserva],
      reads: [{ of: retenciones }],
      why: 'A count may find less than orders were promised: who gets what is there is decided at once, before a vehicle comes for it.',
    }),
  },
  rejections: rechazos,
});
