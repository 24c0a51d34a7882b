import { context } from '#shared/model/context.ts';
import { abandonarOrden } from './commands/abandonarOrden.ts';
import { aplazarEntrega } from './commands/aplazarEntrega.ts';
import { asignarOrden } from './commands/asignarOrden.ts';
import { cancelarOrden } from './commands/cancelarOrden.ts';
import { confirmarOrden } from './commands/confirmarOrden.ts';
import { corregirOrden } from './commands/corregirOrden.ts';
import { crearOrden } from './commands/crearOrden.ts';
import { desasignarOrden } from './commands/desasignarOrden.ts';
import { iniciarTransito } from './commands/iniciarTransito.ts';
import { rechazarOrden } from './commands/rechazarOrden.ts';
import { registrarCambioDeLineas } from './commands/registrarCambioDeLineas.ts';
import { registrarDevolucion } from './commands/registrarDevolucion.ts';
import { registrarEntrega } from './commands/registrarEntrega.ts';
import { registrarIntentoFallido } from './commands/registrarIntentoFallido.ts';
import { registrarReingreso } from './commands/registrarReingreso.ts';
import { registrarReubicacion } from './commands/registrarReubicacion.ts';
import { reprogramarOrden } from './commands/reprogramarOrden.ts';
import { orden } from './orden.ts';
import { cronologia } from './projections/cronologia.ts';
import { ordenes as vistaOrdenes } from './projections/ordenes.ts';
import { listarOrdenes } from './queries/listarOrdenes.ts';
import { verCronologia } from './queries/verCronologia.ts';
import { verOrden } from './queries/verOrden.ts';
import { rechazos } from './rechazos.ts';
import { referencia } from './referencia.ts';

/** Orders: what customers ask for, and what becomes of it. */
export const ordenes = context('ordenes', {
  aggregates: { orden, referencia },
  commands: {
    crearOrden,
    cancelarOrden,
    reprogramarOrden,
    corregirOrden,
    abandonarOrden,
    confirmarOrden,
    rechazarOrden,
    asignarOrden,
    desasignarOrden,
    iniciarTransito,
    registrarEntrega,
    registrarIntentoFallido,
    aplazarEntrega,
    registrarReingreso,
    registrarReubicacion,
    registrarDevolucion,
    registrarCambioDeLineas,
  },
  projections: { ordenes: vistaOrdenes, cronologia },
  queries: { verOrden, listarOrdenes, verCronologia },
  rejections: rechazos,
});
