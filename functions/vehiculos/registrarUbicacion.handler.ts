import { type Posicion, ubicaciones } from '#events/vehiculos/posicion.ts';
import { UbicacionRegistrada } from '#events/vehiculos/UbicacionRegistrada.ts';
import type { Actor, Recorded } from '#shared/model/envelope.ts';
import { batchWrite } from '#shared/runtime/batchWrite.ts';
import { variable } from '#shared/runtime/environment.ts';
import { fault } from '#shared/runtime/fault.ts';
import { callerFor } from '#shared/runtime/lambda/caller.ts';
import { correlationOf } from '#shared/runtime/lambda/headers.ts';
import { answer, inputOf } from '#shared/runtime/lambda/http.ts';
import { httpFunction } from '#shared/runtime/lambda/middleware.ts';
import { FLEETING, publish } from '#shared/runtime/publish.ts';
import { logger } from '#shared/runtime/telemetry.ts';
import { validate } from '#shared/runtime/validate.ts';
import { directoryTable } from '#shared/runtime/views/generation.ts';
import { measured } from '#shared/runtime/views/latest.ts';
import { readView } from '#shared/runtime/views/read.ts';
import { flota, type VistaVehiculo } from './projections/flota.ts';
import { DIAS_GUARDADAS, posicionesDe, Ubicaciones } from './ubicaciones.ts';

const MAY = { scope: 'vehiculos:escribir', forDrivers: true };

/**
 * Keeps where a vehicle was, and tells those who look of the newest. The newest position by its own time is the last known
 * one, in whatever order they come; one that comes twice is kept once. To a driver, a vehicle whose route is not the own one
 * is not there.
 */
export const handler = httpFunction(async (event) => {
  const actor = await callerFor(MAY, event);
  const enviadas = validate(Ubicaciones, inputOf(event));
  const { vehiculoId } = enviadas;
  const v: VistaVehiculo | undefined = (await readView(flota, vehiculoId, directoryTable(flota.name)))?.state;
  const ajeno = actor.conductorId !== undefined && v?.ruta?.conductorId !== actor.conductorId;
  if (!v || ajeno) throw fault('NO_EXISTE', { detail: 'El vehículo no existe.' });
  const guardadas = posicionesDe(enviadas, new Date().toISOString());
  await batchWrite(
    variable('VIEW_TABLE'),
    guardadas.map((una) => measured(ubicaciones, { of: vehiculoId, at: una.registradaEn, value: una }, DIAS_GUARDADAS)),
  );
  const newest = guardadas.toSorted((a, b) => (a.registradaEn < b.registradaEn ? -1 : 1)).at(-1);
  if (newest) await tell(recordedOf(v, newest, { actor, correlationId: correlationOf(event) }));
  return answer(200, { guardadas: guardadas.length });
});

interface Cause {
  readonly actor: Actor;
  readonly correlationId: string;
}

/** Its version is its time: what is older than what somebody has is dropped there. */
function recordedOf(v: VistaVehiculo, posicion: Posicion, { actor, correlationId }: Cause): Recorded {
  const { vehiculoId, bodegaId, ruta } = v;
  const id = crypto.randomUUID();
  const conductorId = ruta?.conductorId;
  const { type, version, data } = UbicacionRegistrada({
    vehiculoId,
    bodegaId,
    ...(conductorId !== undefined && { conductorId }),
    ...posicion,
  });
  return {
    type,
    data,
    metadata: {
      id,
      stream: `ubicacion#${vehiculoId}`,
      version: Date.parse(posicion.registradaEn),
      schemaVersion: version,
      context: UbicacionRegistrada.context,
      occurredAt: posicion.registradaEn,
      correlationId,
      causationId: id,
      commandId: id,
      actor: actor.subject,
    },
  };
}

/** The position is kept by then: that nobody heard of it is no reason to refuse it. */
async function tell(event: Recorded): Promise<void> {
  const [lost] = await publish([event], FLEETING);
  if (lost) logger.warn('Nobody was told where the vehicle is', lost.error as Error);
}
