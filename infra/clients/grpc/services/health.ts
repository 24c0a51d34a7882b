import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect';
import { type Health, HealthCheckResponse_ServingStatus } from '../gen/health/v1/health_pb.ts';

const { SERVING, NOT_SERVING, SERVICE_UNKNOWN } = HealthCheckResponse_ServingStatus;

/**
 * The standard health service: everything is served until the server drains.
 * @param names of the services; the empty name is the whole server.
 */
export function healthOf(names: readonly string[], draining: AbortSignal): ServiceImpl<typeof Health> {
  const known = new Set(['', ...names]);
  const current = () => ({ status: draining.aborted ? NOT_SERVING : SERVING });
  return {
    check: ({ service }) => {
      if (!known.has(service)) throw new ConnectError(`No hay un servicio "${service}"`, Code.NotFound);
      return current();
    },
    list: () => ({ statuses: Object.fromEntries([...known].map((name) => [name, current()])) }),
    watch: async function* ({ service }, { signal }) {
      yield known.has(service) ? current() : { status: SERVICE_UNKNOWN };
      await aborted(AbortSignal.any([signal, draining]));
      signal.throwIfAborted();
      yield current();
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  else signal.addEventListener('abort', () => resolve(), { once: true });
  return promise;
}
