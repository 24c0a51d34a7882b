import type { ServiceImpl } from '@connectrpc/connect';
import { type Api, type Call, segment } from '../api/api.ts';
import { toApi } from '../api/json.ts';
import { fieldPath } from '../api/problem.ts';
import {
  type RegistrarUbicacionesRequest,
  RegistrarUbicacionesRequestSchema,
  type UbicacionesService,
} from '../gen/entregas/v1/ubicaciones_pb.ts';

/** Positions that one request of the API takes. */
const MOST = 100;

/** A position, and which of the stream it is, from 0. */
interface Received {
  readonly at: number;
  readonly message: RegistrarUbicacionesRequest;
  /** When it came, for one that says no time. */
  readonly now: string;
}

/** The calls about where vehicles are. */
export function ubicacionesOf(api: Api): ServiceImpl<typeof UbicacionesService> {
  return {
    registrarUbicaciones: async (requests, call) => {
      let recibidas = 0;
      let guardadas = 0;
      let waiting: Received[] = [];
      let running: Promise<void> | undefined;
      let failure: unknown;

      /** The first one is sent at once; those that come meanwhile go together after it. */
      const send = async () => {
        while (waiting.length > 0 && failure === undefined) {
          const batch = nextOf(waiting);
          waiting = waiting.slice(batch.length);
          try {
            guardadas += await register(api, call, batch);
          } catch (error) {
            failure = error;
          }
        }
        running = undefined;
      };

      for await (const message of requests) {
        waiting.push({ at: recibidas, message, now: new Date().toISOString() });
        recibidas += 1;
        running ??= send();
        // Who sends faster than the API takes them waits.
        if (waiting.length >= MOST) await running;
        if (failure !== undefined) throw failure;
      }
      await running;
      if (failure !== undefined) throw failure;
      return { recibidas, guardadas };
    },
  };
}

/** Those of one vehicle at the beginning of what waits. */
function nextOf(waiting: readonly Received[]): readonly Received[] {
  const whose = waiting[0]?.message.vehiculoId;
  const other = waiting.findIndex(({ message }) => message.vehiculoId !== whose);
  return waiting.slice(0, Math.min(MOST, other < 0 ? waiting.length : other));
}

async function register(api: Api, call: Call, batch: readonly Received[]): Promise<number> {
  const first = batch[0]?.at ?? 0;
  const { body } = await api.ask(call, {
    route: `POST /vehiculos/${segment(`[${first}].vehiculo_id`, batch[0]?.message.vehiculoId ?? '')}/ubicaciones`,
    body: {
      posiciones: batch.map(({ message, now }) => {
        const { coordenadas = null, registradaEn = now } = toApi(RegistrarUbicacionesRequestSchema, message);
        return { coordenadas, registradaEn };
      }),
    },
    // The field of a message of the stream, by the message's place in it.
    place: (campo) =>
      campo === 'vehiculoId'
        ? `[${first}].vehiculo_id`
        : fieldPath(campo).replace(/^posiciones\[(\d+)\]/, (_, index: string) => `[${first + Number(index)}]`),
  });
  return Number(body?.guardadas ?? 0);
}
