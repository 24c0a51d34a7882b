import { context } from '#shared/model/context.ts';
import { technical } from '#shared/model/technical.ts';
import { asignacion } from './asignacion.ts';
import { asignarEntrega } from './commands/asignarEntrega.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarMantenimiento } from './commands/iniciarMantenimiento.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { planificarRutas } from './commands/planificarRutas.ts';
import { registrarUbicacion } from './commands/registrarUbicacion.ts';
import { registrarVehiculo } from './commands/registrarVehiculo.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { retirarEntrega } from './commands/retirarEntrega.ts';
import { terminarMantenimiento } from './commands/terminarMantenimiento.ts';
import { planificacion } from './planificacion.ts';
import { flota as vistaDeFlota } from './projections/flota.ts';
import { listarVehiculos } from './queries/listarVehiculos.ts';
import { verRuta } from './queries/verRuta.ts';
import { verVehiculo } from './queries/verVehiculo.ts';
import { rechazos } from './rechazos.ts';
import { vehiculo } from './vehiculo.ts';

/** Vehicles: what each carries, in which order, and what became of it on the road. */
export const vehiculos = context('vehiculos', {
  aggregates: { vehiculo, asignacion, planificacion },
  commands: {
    registrarVehiculo,
    asignarEntrega,
    retirarEntrega,
    planificarRutas,
    iniciarRuta,
    registrarUbicacion,
    confirmarEntrega,
    reportarEntregaFallida,
    finalizarRuta,
    iniciarMantenimiento,
    terminarMantenimiento,
  },
  projections: { flota: vistaDeFlota },
  queries: { verVehiculo, listarVehiculos, verRuta },
  technical: {
    planificador: technical({
      trigger: { on: 'schedule', minutes: 15 },
      grants: [],
      carriesOut: [planificarRutas],
      why: 'Insertion answers an order at once; looking again at whole routes makes them shorter.',
    }),
  },
  rejections: rechazos,
});
