import { diaEnColombia } from '#events/comun/tiempo.ts';
import { fault } from '#shared/runtime/fault.ts';
import { callerFor } from '#shared/runtime/lambda/caller.ts';
import { isKnown, tagOf } from '#shared/runtime/lambda/etag.ts';
import { answer, questionOf } from '#shared/runtime/lambda/http.ts';
import { httpFunction } from '#shared/runtime/lambda/middleware.ts';
import { validate } from '#shared/runtime/validate.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { readAll, readView } from '#shared/runtime/views/read.ts';
import { diaVigente } from './calendario.ts';
import { Hoy, responderHoy, susVehiculos, suVehiculo } from './hoy.ts';
import { planIdDe } from './plan.ts';
import { conductores, type VistaConductor } from './projections/conductores.ts';
import { entregas } from './projections/entregas.ts';
import { flota, type VistaVehiculo } from './projections/flota.ts';
import { planes, type VistaPlan } from './projections/planes.ts';

const MAY = { scope: 'vehiculos:leer', forDrivers: true };

/** A driver's day, before the vehicle leaves and on the road. To a driver, another driver is not there. */
export const handler = httpFunction(async (event) => {
  const actor = await callerFor(MAY, event);
  const { conductorId } = validate(Hoy, questionOf(event, Hoy.shape));
  const suya = actor.conductorId === undefined || actor.conductorId === conductorId;
  const conductor: VistaConductor | undefined = suya ? await fila(conductores, conductorId) : undefined;
  if (!conductor) throw fault('NO_EXISTE', { detail: 'El conductor no existe.' });
  const now = new Date().toISOString();
  const vehiculos = await Promise.all(
    susVehiculos(conductor, diaEnColombia(now)).map(
      (vehiculoId): Promise<VistaVehiculo | undefined> => fila(flota, vehiculoId),
    ),
  );
  const vehiculo = suVehiculo(
    conductor,
    vehiculos.filter((uno) => uno !== undefined),
    now,
  );
  const hoy = diaVigente(vehiculo?.calendario, now);
  const body = responderHoy({ conductor, vehiculo, ...(vehiculo && (await loSuyo(vehiculo, hoy))) }, hoy);
  const ETag = `"${tagOf(body)}"`;
  return isKnown(event, ETag) ? { statusCode: 304, headers: { ETag }, body: '' } : answer(200, body, { ETag });
});

async function loSuyo({ vehiculoId, bodegaId, ruta }: VistaVehiculo, hoy: string) {
  const deIndice = (index: 'porVehiculo' | 'porRegreso', value: string): Promise<any[]> =>
    readAll(entregas, { index, value }, directoryTable(entregas.name));
  const [plan, suyas, regresos]: [VistaPlan | undefined, any[], any[]] = await Promise.all([
    fila(planes, planIdDe(vehiculoId, hoy)),
    deIndice('porVehiculo', vehiculoId),
    ruta ? [] : deIndice('porRegreso', bodegaId),
  ]);
  return { plan, entregas: suyas, regresos };
}

async function fila(vista: Parameters<typeof readView>[0], key: string) {
  return (await readView(vista, key, directoryTable(vista.name)))?.state;
}
