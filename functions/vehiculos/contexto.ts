import { context } from '#shared/model/context.ts';
import { flota } from './projections/flota.ts';
import { listarVehiculos } from './queries/listarVehiculos.ts';
import { verRuta } from './queries/verRuta.ts';
import { verVehiculo } from './queries/verVehiculo.ts';

/** Vehicles: who brings which order, and on which route. */
export const vehiculos = context('vehiculos', {
  projections: { flota },
  queries: { verVehiculo, listarVehiculos, verRuta },
});
