import type { ApiClient } from '#infra/clients/api/client.ts';
import { dayOf, listed, tolerant } from './empresa.ts';

interface Driver {
  readonly conductorId: string;
  readonly jornadas: readonly { readonly dia: string; readonly vehiculoId: string }[];
}

/** The driver that a vehicle of the demo has, where nobody chose another: `conductor-ALN000`. */
export function usualDriver(vehiculoId: string): string {
  return `conductor-${vehiculoId}`;
}

/**
 * The driver of a vehicle on a grid for development: whoever is entrusted with it today, or else its usual one; nobody,
 * where there is no such vehicle.
 * @param now milliseconds since 1970 by the grid's clock.
 */
export async function driverOf(api: ApiClient, vehiculoId: string, now: number): Promise<string | undefined> {
  if (!(await tolerant(api.get(`/vehiculos/${vehiculoId}`)))) return undefined;
  const dia = dayOf(now);
  const drivers = await listed<Driver>(api, '/conductores');
  const today = drivers.find(({ jornadas }) =>
    jornadas.some((one) => one.dia === dia && one.vehiculoId === vehiculoId),
  );
  return today?.conductorId ?? usualDriver(vehiculoId);
}

/**
 * Sees to it that the usual driver of a vehicle is known and has it today, unless it is another's today, or the driver has
 * another one. Other drivers are left alone: whom the company registered it also sends.
 * @param now milliseconds since 1970 by the grid's clock.
 */
export async function entrust(api: ApiClient, conductorId: string, now: number): Promise<void> {
  const [, vehiculoId] = /^conductor-([A-Z]{3}[0-9]{2}[0-9A-Z])$/.exec(conductorId) ?? [];
  if (vehiculoId === undefined) return;
  const dia = dayOf(now);
  const known = (await listed<Driver>(api, '/conductores')).find((one) => one.conductorId === conductorId);
  if (known?.jornadas.some((one) => one.dia === dia)) return;
  if (!known) await tolerant(register(api, vehiculoId));
  await tolerant(api.post(`/conductores/${conductorId}/jornadas`, { dia, vehiculoId }));
}

/** Registers the usual driver of a vehicle. */
export async function register(api: ApiClient, vehiculoId: string): Promise<void> {
  const conductorId = usualDriver(vehiculoId);
  const body = { conductorId, nombre: `Conductor de ${vehiculoId}`, telefono: '+57 320 5550100' };
  await api.post('/conductores', body, conductorId);
}
