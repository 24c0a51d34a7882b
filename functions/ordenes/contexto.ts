import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { evidencias } from '#events/vehiculos/evidencia.ts';
import { ubicaciones } from '#events/vehiculos/posicion.ts';
import { context } from '#shared/model/context.ts';
import { technical } from '#shared/model/technical.ts';
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
import { revocarSeguimiento } from './commands/revocarSeguimiento.ts';
import { EJEMPLO_DE_VISTA_DE_EVIDENCIA, PreguntaPorEvidencia, VistaDeEvidencia } from './evidencia.ts';
import { ordenesEnVivo } from './live/ordenesEnVivo.ts';
import { orden } from './orden.ts';
import { cronologia } from './projections/cronologia.ts';
import { ordenes as vistaOrdenes } from './projections/ordenes.ts';
import { origenes } from './projections/origenes.ts';
import { recorridos } from './projections/recorridos.ts';
import { listarOrdenes } from './queries/listarOrdenes.ts';
import { verCronologia } from './queries/verCronologia.ts';
import { verOrden } from './queries/verOrden.ts';
import { rechazos } from './rechazos.ts';
import { referencia } from './referencia.ts';
import {
  EJEMPLO_DE_ENLACE,
  EJEMPLO_DE_TOKEN,
  EnlaceDeSeguimiento,
  PreguntaDeSeguimiento,
  PreguntaPorEnlace,
  RespuestaDeSeguimiento,
} from './seguimiento.ts';
import { PreguntaPorVersiones, RespuestaVersiones } from './versiones.ts';

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
    revocarSeguimiento,
  },
  projections: { ordenes: vistaOrdenes, cronologia, recorridos, origenes },
  queries: { verOrden, listarOrdenes, verCronologia },
  technical: {
    verEvidencia: technical({
      trigger: {
        on: 'http',
        route: 'GET /ordenes/{ordenId}/evidencia',
        scope: 'ordenes:leer',
        forCustomers: true,
        docs: {
          summary: 'La prueba de entrega de una orden',
          description:
            'Una dirección en la que se ve, durante cinco minutos, la foto o la firma que prueba la entrega. De la que se guarda en otra parte la orden dice la referencia, y aquí no existe.',
        },
        question: { accepts: PreguntaPorEvidencia, example: EJEMPLO_DE_VISTA_DE_EVIDENCIA, answers: VistaDeEvidencia },
      },
      grants: [],
      files: { of: evidencias, may: ['get'] },
      reads: [{ of: vistaOrdenes }],
      why: 'Pictures are no rows: the address of one is signed for whoever may see its order.',
    }),
    verEnlaceDeSeguimiento: technical({
      trigger: {
        on: 'http',
        route: 'GET /ordenes/{ordenId}/seguimiento',
        scope: 'ordenes:leer',
        forCustomers: true,
        docs: {
          summary: 'El enlace de seguimiento de una orden',
          description:
            'La ruta de la página, bajo la raíz de esta API, que muestra una orden a quien la espera, sin usuario: quien tenga el enlace la ve. Es el mismo durante un día; vale 60 días, hasta que se anule, o hasta 7 días después de que la orden termine.',
        },
        question: { accepts: PreguntaPorEnlace, example: EJEMPLO_DE_ENLACE, answers: EnlaceDeSeguimiento },
        rejects: ['ENLACE_VENCIDO'],
      },
      grants: ['links:sign'],
      reads: [{ of: vistaOrdenes }],
      why: 'A link is signed with the secret of the installation, which no query reads.',
    }),
    verVersiones: technical({
      trigger: {
        on: 'http',
        route: 'GET /ordenes/{ordenId}/versiones',
        scope: 'ordenes:leer',
        forCustomers: true,
        docs: {
          summary: 'Una orden en cada una de sus versiones',
          description:
            'Cómo era la orden después de cada uno de sus hechos, del primero al último, con lo que pasó en palabras. Sale del registro de hechos, así que no va atrás. Como mucho las últimas 200; `anteriores` dice cuántas hay antes. Lo personal de un cliente olvidado es nulo en todas.',
        },
        question: {
          accepts: PreguntaPorVersiones,
          example: { ordenId: EJEMPLO.ordenId },
          answers: RespuestaVersiones,
        },
      },
      grants: ['keys:read', 'streams:orden'],
      reads: [{ of: vistaOrdenes }],
      why: 'A view knows the present; how an order was is in the log, and its fold must be the same.',
    }),
    verSeguimiento: technical({
      trigger: {
        on: 'http',
        route: 'GET /seguimientos/{token}',
        scope: 'public',
        perSecond: 50,
        docs: {
          summary: 'Una orden, para quien tiene su enlace',
          description:
            'En qué va una orden, cuándo llega, de qué bodega sale y, mientras está entre las dos próximas paradas de su vehículo, dónde está este; de uno que no se ve, por qué. Sin usuario: el token es el del enlace. No dice nada de nadie más, ni por dónde encontrar a quien la espera.',
        },
        question: {
          accepts: PreguntaDeSeguimiento,
          example: { token: EJEMPLO_DE_TOKEN },
          answers: RespuestaDeSeguimiento,
        },
        rejects: ['ENLACE_VENCIDO'],
      },
      grants: ['links:sign'],
      reads: [{ of: vistaOrdenes }, { of: recorridos }, { of: origenes }],
      beside: ubicaciones,
      why: 'Whoever waits for an order has no login, and gets what of several views concerns that order.',
    }),
  },
  live: { ordenesEnVivo },
  rejections: rechazos,
});
