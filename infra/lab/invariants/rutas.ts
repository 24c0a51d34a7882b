import { type LoggedEvent, streamsOf } from './log.ts';

type Log = ReadonlyMap<string, readonly LoggedEvent[]>;

/** Colombia is five hours behind UTC, all year. */
const COLOMBIA_MS = 5 * 3_600_000;

/** What is wrong on the road and in the sagas: a route that has not ended, an order that left before its day, a saga that still waits. */
export function checkRoutes(log: Log): string[] {
  return [...openRoutes(log), ...earlyStarts(log), ...openSagas(log)];
}

function openRoutes(log: Log): string[] {
  return [...streamsOf(log, 'vehiculo')].flatMap(([id, events]) => {
    const ended = new Set(
      events.filter(({ type }) => type === 'RutaFinalizada' || type === 'RutaDeshecha').map(({ data }) => data.rutaId),
    );
    return events
      .filter(({ type, data }) => type === 'RutaIniciada' && !ended.has(data.rutaId))
      .map(({ data }) => `vehículo ${id}: la ruta ${data.rutaId} no terminó`);
  });
}

/** An order whose window begins on a later day leaves on that day at the earliest. */
function earlyStarts(log: Log): string[] {
  return [...streamsOf(log, 'orden')].flatMap(([id, events]) => {
    const windows = events.flatMap(({ data }) => (data.ventana ? [dayOf(data.ventana.desde)] : []));
    const earliest = windows.sort()[0];
    const starts = (log.get(`entrega#${id}`) ?? []).filter(({ type }) => type === 'EntregaEnRuta');
    return starts
      .filter(({ at }) => earliest !== undefined && dayOf(at) < earliest)
      .map(({ at }) => `orden ${id}: salió el ${dayOf(at)} y era para el ${earliest}`);
  });
}

/** The last step of each saga says where it stands. */
function openSagas(log: Log): string[] {
  return [...streamsOf(log, 'cumplimiento')].flatMap(([id, events]) => {
    const paso = events.findLast(({ type }) => type === 'SagaAvanzada')?.data.estado.paso;
    return paso === 'terminada' ? [] : [`cumplimiento de ${id}: se quedó en "${paso}"`];
  });
}

function dayOf(moment: string): string {
  return new Date(Date.parse(moment) - COLOMBIA_MS).toISOString().slice(0, 10);
}
