import { setTimeout as pause } from 'node:timers/promises';
import { Code, ConnectError, type Interceptor } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { apiAt } from './api/api.ts';
import { usableOnly } from './api/unusable.ts';
import { InventarioService } from './gen/entregas/v1/inventario_pb.ts';
import { OrdenesService } from './gen/entregas/v1/ordenes_pb.ts';
import { UbicacionesService } from './gen/entregas/v1/ubicaciones_pb.ts';
import { ServerReflection } from './gen/grpc/reflection/v1/reflection_pb.ts';
import { ServerReflection as ServerReflectionAlpha } from './gen/grpc/reflection/v1alpha/reflection_pb.ts';
import { Health } from './gen/health/v1/health_pb.ts';
import { listen, type PortOptions } from './port/onePort.ts';
import { readableMessages } from './port/readableMessages.ts';
import { healthOf } from './services/health.ts';
import { inventarioOf } from './services/inventario.ts';
import { ordenesOf } from './services/ordenes.ts';
import { reflectionOf } from './services/reflection.ts';
import { ubicacionesOf } from './services/ubicaciones.ts';

/** How the adapter is started. */
export interface ServerOptions extends PortOptions {
  /** Of the public API. */
  readonly apiUrl: string;
  /** Of the live channel, where the system has one. */
  readonly liveUrl?: string | undefined;
  readonly onLog: (line: string) => void;
}

/** The adapter, running. */
export interface GrpcServer {
  readonly port: number;
  /** Takes no new calls, ends streams that follow something, and waits for the rest: eight seconds at most. */
  stop(): Promise<void>;
}

const OURS = [OrdenesService, InventarioService, UbicacionesService];
/** A message's size in bytes. The API itself takes less; an answer is as large as clients of gRPC take unless told otherwise. */
const LIMITS = { readMaxBytes: 256 * 1024, writeMaxBytes: 4 * 1024 * 1024 };
/** Containers are killed after ten seconds. */
const GRACE_MS = 8_000;
const FAREWELL_MS = 500;

/** Serves the calls by gRPC, gRPC-Web and Connect on one port, over HTTP/1.1 and HTTP/2. */
export async function startGrpc({ apiUrl, liveUrl, onLog, ...where }: ServerOptions): Promise<GrpcServer> {
  const draining = new AbortController();
  const over = new AbortController();
  const api = apiAt(apiUrl.replace(/\/$/, ''));
  const known = [...OURS, Health, ServerReflection, ServerReflectionAlpha];
  const handler = connectNodeAdapter({
    ...LIMITS,
    shutdownSignal: over.signal,
    interceptors: [telling(onLog), usableOnly],
    routes: (router) => {
      const reflection = reflectionOf(known);
      router
        .service(OrdenesService, ordenesOf(api, { liveUrl, draining: draining.signal }))
        .service(InventarioService, inventarioOf(api))
        .service(UbicacionesService, ubicacionesOf(api))
        .service(
          Health,
          healthOf(
            known.map(({ typeName }) => typeName),
            draining.signal,
          ),
        )
        .service(ServerReflection, reflection)
        .service(ServerReflectionAlpha, reflection);
    },
  });
  const entry = await listen(readableMessages(handler), where);
  return {
    port: entry.port,
    stop: async () => {
      draining.abort();
      const closed = entry.close();
      await Promise.race([closed, pause(GRACE_MS, undefined, { ref: false })]);
      over.abort(new ConnectError('El servidor se detuvo', Code.Unavailable));
      await Promise.race([closed, pause(FAREWELL_MS, undefined, { ref: false })]);
      entry.destroy();
      await closed;
    },
  };
}

/** A caller hears of a bug no more than that there is one. */
function telling(onLog: (line: string) => void): Interceptor {
  return (next) => async (request) => {
    try {
      return await next(request);
    } catch (error) {
      if (!(error instanceof ConnectError) && !request.signal.aborted)
        onLog(`${request.url}: ${(error as Error).stack ?? error}`);
      throw error;
    }
  };
}
