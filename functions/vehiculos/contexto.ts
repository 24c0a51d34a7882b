import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { evidencias } from '#events/vehiculos/evidencia.ts';
import { ubicaciones } from '#events/vehiculos/posicion.ts';
import { context } from '#shared/model/context.ts';
import { technical } from '#shared/model/technical.ts';
import { actualizarEncargo } from './commands/actualizarEncargo.ts';
import { asignarParada } from './commands/asignarParada.ts';
import { buscarPlan } from './commands/buscarPlan.ts';
import { confiarVehiculo } from './commands/confiarVehiculo.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { confirmarRecogida } from './commands/confirmarRecogida.ts';
import { corregirVehiculo } from './commands/corregirVehiculo.ts';
import { descargarEntrega } from './commands/descargarEntrega.ts';
import { deshacerRuta } from './commands/deshacerRuta.ts';
import { fijarParada } from './commands/fijarParada.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarMantenimiento } from './commands/iniciarMantenimiento.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { liberarJornada } from './commands/liberarJornada.ts';
import { liberarParada } from './commands/liberarParada.ts';
import { planificarEntrega } from './commands/planificarEntrega.ts';
import { planificarRutas } from './commands/planificarRutas.ts';
import { registrarConductor } from './commands/registrarConductor.ts';
import { registrarRecepcion } from './commands/registrarRecepcion.ts';
import { registrarVehiculo } from './commands/registrarVehiculo.ts';
import { reordenarPlan } from './commands/reordenarPlan.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { retirarEntrega } from './commands/retirarEntrega.ts';
import { retirarVehiculo } from './commands/retirarVehiculo.ts';
import { terminarMantenimiento } from './commands/terminarMantenimiento.ts';
import { transbordar } from './commands/transbordar.ts';
import { conductor } from './conductor.ts';
import { entrega } from './entrega.ts';
import { EJEMPLO_DE_EVIDENCIA, EvidenciaPorSubir, SEGUNDOS_PARA_SUBIR, SubidaDeEvidencia } from './evidencia.ts';
import { Hoy, RespuestaHoy } from './hoy.ts';
import { entregasEnVivo } from './live/entregasEnVivo.ts';
import { planesEnVivo } from './live/planesEnVivo.ts';
import { ubicacionesEnVivo } from './live/ubicacionesEnVivo.ts';
import { vehiculosEnVivo } from './live/vehiculosEnVivo.ts';
import { manejo } from './manejo.ts';
import { plan } from './plan.ts';
import { planificacion } from './planificacion.ts';
import { conductores } from './projections/conductores.ts';
import { entregas } from './projections/entregas.ts';
import { flota } from './projections/flota.ts';
import { planes } from './projections/planes.ts';
import { planificaciones } from './projections/planificaciones.ts';
import { listarConductores } from './queries/listarConductores.ts';
import { listarPendientes } from './queries/listarPendientes.ts';
import { listarPlanes } from './queries/listarPlanes.ts';
import { listarPlanificaciones } from './queries/listarPlanificaciones.ts';
import { listarRegresos } from './queries/listarRegresos.ts';
import { listarVehiculos } from './queries/listarVehiculos.ts';
import { verEntrega } from './queries/verEntrega.ts';
import { verPlan } from './queries/verPlan.ts';
import { verRuta } from './queries/verRuta.ts';
import { verVehiculo } from './queries/verVehiculo.ts';
import { rechazos } from './rechazos.ts';
import { EJEMPLO_DE_UBICACIONES, Ubicaciones, UbicacionesGuardadas } from './ubicaciones.ts';
import { vehiculo } from './vehiculo.ts';

/** Vehicles: what each is to bring on which day, in which order, and what became of it on the road. */
export const vehiculos = context('vehiculos', {
  aggregates: { vehiculo, plan, entrega, planificacion, conductor, manejo },
  commands: {
    registrarVehiculo,
    corregirVehiculo,
    retirarVehiculo,
    planificarEntrega,
    buscarPlan,
    actualizarEncargo,
    descargarEntrega,
    registrarRecepcion,
    retirarEntrega,
    asignarParada,
    reordenarPlan,
    fijarParada,
    liberarParada,
    planificarRutas,
    iniciarRuta,
    deshacerRuta,
    confirmarRecogida,
    confirmarEntrega,
    reportarEntregaFallida,
    finalizarRuta,
    iniciarMantenimiento,
    terminarMantenimiento,
    transbordar,
    registrarConductor,
    confiarVehiculo,
    liberarJornada,
  },
  projections: { flota, planes, planificaciones, entregas, conductores },
  queries: {
    verVehiculo,
    listarVehiculos,
    verRuta,
    verPlan,
    listarPlanes,
    listarPlanificaciones,
    listarPendientes,
    listarRegresos,
    verEntrega,
    listarConductores,
  },
  live: { vehiculosEnVivo, planesEnVivo, entregasEnVivo, ubicacionesEnVivo },
  technical: {
    planificador: technical({
      trigger: { on: 'schedule', minutes: 15 },
      grants: [],
      carriesOut: [buscarPlan, planificarRutas],
      reads: [
        { of: entregas, by: ['porEspera'] },
        { of: planes, by: ['porSalir'] },
        { of: flota, by: ['*'] },
      ],
      why: 'What waits is searched a place for again when its eve comes, and what missed its plan too; whole plans looked at again become shorter.',
    }),
    buscador: technical({
      trigger: {
        on: 'event',
        types: [
          'VehiculoRegistrado',
          'VehiculoCorregido',
          'VehiculoRetirado',
          'MantenimientoIniciado',
          'MantenimientoTerminado',
          'RutaFinalizada',
          'EntregaSinPlan',
          'ParadaQuitada',
          'BodegaCorregida',
        ],
      },
      grants: [],
      carriesOut: [buscarPlan, reordenarPlan],
      reads: [
        { of: entregas, by: ['porEspera'] },
        { of: flota, by: ['porBase'] },
        { of: planes, by: ['porVehiculo', 'porSalir'] },
      ],
      why: 'What waits for a vehicle gets it as soon as there is one, what lost its place to others another, and what a vehicle cannot do any more, or its warehouse does not allow, too, not at the next quarter of an hour; and what stays in a plan has its hours.',
    }),
    verHoy: technical({
      trigger: {
        on: 'http',
        route: 'GET /conductores/{conductorId}/hoy',
        scope: 'vehiculos:leer',
        forDrivers: true,
        docs: {
          summary: 'El día de un conductor',
          description:
            'El vehículo que lleva hoy un conductor, si lleva uno; las paradas que le faltan en su ruta (`enRuta`) y aquellas con las que ha de salir (`porSalir`), en su orden y con lo que hay que saber en cada puerta; dónde recoger antes, la bodega más cercana primero; y lo que vuelve con él (`deVuelta`). De vuelta en la bodega, lo que entrega en ella (`porEntregar`) y lo que sale otra vez con él (`salenOtraVez`). Un conductor ve el suyo.',
        },
        question: { accepts: Hoy, example: { conductorId: EJEMPLO.conductorId }, answers: RespuestaHoy },
      },
      grants: [],
      reads: [{ of: conductores }, { of: flota }, { of: planes }, { of: entregas, by: ['porVehiculo', 'porRegreso'] }],
      why: 'A driver needs four views at once, of which each would have to be asked by the answer of another, and none says by itself whose it is.',
    }),
    subirEvidencia: technical({
      trigger: {
        on: 'http',
        route: 'POST /vehiculos/{vehiculoId}/entregas/{ordenId}/evidencias',
        scope: 'vehiculos:escribir',
        forDrivers: true,
        docs: {
          summary: 'Prepara la subida de una prueba de entrega',
          description:
            'Da una dirección a la que se sube, con PUT y los encabezados que dice, una foto o una firma de ese tipo y tamaño: JPEG, PNG o WebP de 300 KB como mucho. Vale cinco minutos. La referencia que da va después en la confirmación de la entrega.',
        },
        body: { accepts: EvidenciaPorSubir, example: EJEMPLO_DE_EVIDENCIA, answers: SubidaDeEvidencia },
        rejects: ['CLIENTE_OLVIDADO'],
      },
      grants: [],
      files: { of: evidencias, may: ['put'] },
      reads: [{ of: entregas }, { of: flota }],
      why: 'A picture goes to where it is kept without passing through a function; only who signs the address knows whose it is.',
    }),
    borrarEvidencias: technical({
      trigger: { on: 'event', types: ['ClienteOlvidado'], longerSeconds: SEGUNDOS_PARA_SUBIR },
      grants: [],
      files: { of: evidencias, may: ['delete'] },
      why: 'Pictures and signatures are not encrypted by the key of their customer: with the key they must go too.',
    }),
    registrarUbicacion: technical({
      trigger: {
        on: 'http',
        route: 'POST /vehiculos/{vehiculoId}/ubicaciones',
        scope: 'vehiculos:escribir',
        forDrivers: true,
        docs: {
          summary: 'Registra dónde está un vehículo',
          description:
            'Guarda durante siete días una posición del vehículo, o hasta cien que su aparato reunió sin red. La última conocida es la más nueva por su hora, lleguen como lleguen; las de hace más de siete días y las que aún no son no se guardan.',
        },
        body: {
          accepts: Ubicaciones,
          example: EJEMPLO_DE_UBICACIONES,
          answers: UbicacionesGuardadas,
        },
      },
      grants: ['table:ubicaciones:write', 'bus:publish'],
      table: ubicaciones,
      reads: [{ of: flota }],
      why: 'A vehicle says every few seconds where it is: that is no decision, and would make its stream long and its memory short.',
    }),
  },
  rejections: rechazos,
});
