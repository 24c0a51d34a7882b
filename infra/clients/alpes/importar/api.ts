import { type ApiClient, ApiProblem, apiClient } from '#infra/clients/api/client.ts';
import type { ProblemCode } from '#shared/model/problem.ts';
import { connect } from '../connection.ts';
import { Failure, isUnreachable, UsageError } from '../failures.ts';
import type { ImportarOptions } from '../options.ts';
import { counted } from '../words.ts';

/** Codes that say something of the caller or the address, and so of every order. */
const FATAL: readonly string[] = ['NO_AUTENTICADO', 'SIN_PERMISO', 'RUTA_DESCONOCIDA'] satisfies readonly ProblemCode[];

/** The API that orders go to. */
export interface Destination {
  readonly url: string;
  readonly client: ApiClient;
}

/** Finds the API, and sees that it answers: a wrong address would else show only after all retries of the first order. */
export async function reachApi(options: ImportarOptions): Promise<Destination> {
  const known = connect(options);
  const asked = options.api ?? known.apiUrl;
  const token = options.token ?? known.token;
  if (!asked) {
    throw new UsageError(
      `no se sabe dónde está la API: no hay ${options.data}/outputs.json; arranque la red con npm start, o diga --api URL`,
    );
  }
  if (!URL.canParse(asked)) throw new UsageError(`--api debe ser una URL, no "${asked}"`);
  if (!token) throw new UsageError('falta el token: --token T o ALPES_TOKEN');
  const url = asked.replace(/\/$/, '');
  const answer = await fetch(`${url}/openapi.json`).catch(() => {
    throw new Failure(`no hay una API en ${url}; arranque la red con: npm start`);
  });
  await answer.body?.cancel();
  return { url, client: apiClient(url, token) };
}

/** What the API has against this one order. Throws what concerns them all. */
export function refusalOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) throw error;
  const { status, codigo, body } = error;
  if (status >= 500 || status === 429 || FATAL.includes(codigo)) throw error;
  return [codigo, body.title, body.detail].filter(Boolean).join(': ');
}

/** What is thrown when an import cannot go on. */
export function stopped(error: unknown, url: string, created: number): Failure {
  const why = isUnreachable(error) ? `la API ${url} dejó de responder` : (error as Error).message;
  return new Failure(
    `${why}; ${counted(created, 'orden creada', 'órdenes creadas')} en esta vez. Vuelva a ejecutar la misma orden para seguir`,
  );
}
