import type * as z from 'zod';
import type { JornadaDeConductor } from '#events/vehiculos/jornada.ts';
import { ManejoDejado } from '#events/vehiculos/ManejoDejado.ts';
import { RutaConfiada } from '#events/vehiculos/RutaConfiada.ts';
import { to } from '#shared/model/command.ts';
import { manejo, manejoId } from './manejo.ts';
import { type Vehiculo, vehiculo } from './vehiculo.ts';

type Jornada = z.output<typeof JornadaDeConductor>;

/** What a driver who gets a vehicle for a day receives with it: the route of that day, when it is on the road. */
export function recibeRuta(v: Vehiculo, { vehiculoId, dia, conductorId }: Jornada) {
  return v.ruta?.dia === dia && v.ruta.conductorId !== conductorId
    ? [to(vehiculo, vehiculoId, RutaConfiada({ vehiculoId, rutaId: v.ruta.rutaId, conductorId }))]
    : [];
}

/** What a driver gives up with the vehicle of a day: its day, and the route on which it is. */
export function deja(jornada: Jornada, states: { readonly vehiculo: Readonly<Record<string, Vehiculo>> }) {
  const { vehiculoId, dia, conductorId } = jornada;
  const ruta = states.vehiculo[vehiculoId]?.ruta;
  return [
    to(manejo, manejoId(vehiculoId, dia), ManejoDejado(jornada)),
    ...(ruta?.dia === dia && ruta.conductorId === conductorId
      ? [to(vehiculo, vehiculoId, RutaConfiada({ vehiculoId, rutaId: ruta.rutaId }))]
      : []),
  ];
}
