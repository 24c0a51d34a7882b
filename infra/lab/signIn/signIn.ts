import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { errors, type Provider } from 'oidc-provider';
import { VehiculoId } from '#events/comun/ids.ts';
import { type ApiClient, apiClient } from '#infra/clients/api/client.ts';
import { dayOf, listed } from '../driver/empresa.ts';
import { driverOf, entrust } from '../driver/encargado.ts';
import { CLERK, customer, driver, type Identity, identityOf, OPERATOR } from '../identity.ts';
import type { Issuer } from '../issuer.ts';
import { openKeeper } from './kept.ts';
import { type Choices, entryPage, errorPage, type Refused } from './pages.ts';
import { createProvider } from './provider.ts';
import type { Answers } from './server.ts';

/** For whom people sign in. */
export interface Place {
  /** Of the provider. */
  readonly url: string;
  readonly apiUrl: string;
  readonly pages: readonly string[];
  readonly issuer: Issuer;
  /** Where sessions are kept; without it they end with this process. */
  readonly dataFolder?: string | undefined;
}

/** How much of a list is offered to choose from. */
const RECENT = 100;

/** The development issuer's pages and its OpenID endpoints. */
export async function openSignIn({ url, apiUrl, pages, issuer, dataFolder }: Place): Promise<Answers> {
  const operator = async () => apiClient(apiUrl, await issuer.operator({ seconds: 600 }));
  const entrusted = new Set<string>();
  const provider = await createProvider({
    url,
    issuer,
    pages,
    keeper: openKeeper(dataFolder && path.join(dataFolder, 'sesiones.json')),
    onToken: async (subject) => {
      const conductorId = identityOf(subject)?.claims.conductor_id;
      const today = `${conductorId} ${dayOf(issuer.now() * 1_000)}`;
      if (conductorId === undefined || entrusted.has(today)) return;
      await entrust(await operator(), conductorId, issuer.now() * 1_000);
      entrusted.add(today);
    },
  });
  const answer = provider.callback();
  return async (request, response) => {
    if (!request.url?.startsWith('/entrar/')) return answer(request, response);
    try {
      await provider.interactionDetails(request, response);
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      return send(response, 400, errorPage('Esta página de entrada ya se usó o venció.'));
    }
    const api = await operator();
    if (request.method !== 'POST') return send(response, 200, entryPage(await choicesOf(api)));
    const form = new URLSearchParams(await textOf(request));
    const chosen = await chosenIn(form, api, issuer);
    if ('why' in chosen) return send(response, 422, entryPage(await choicesOf(api), chosen));
    return finish(provider, [request, response], chosen);
  };
}

function finish(provider: Provider, [request, response]: [IncomingMessage, ServerResponse], { subject }: Identity) {
  const result = { login: { accountId: subject } };
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function chosenIn(form: URLSearchParams, api: ApiClient, issuer: Issuer): Promise<Identity | Refused> {
  const como = form.get('como') ?? '';
  const quien = form.get('quien')?.trim() ?? '';
  if (como === 'operador') return OPERATOR;
  if (como === 'bodega') return CLERK;
  if (como === 'conductor' && VehiculoId.safeParse(quien).success) {
    const conductorId = await driverOf(api, quien, issuer.now() * 1_000);
    if (conductorId !== undefined) return driver(conductorId);
  }
  if (como === 'cliente' && identityOf(`cliente:${quien}`)) return customer(quien);
  return { como, why: `Revise a quién eligió: no hay nadie que se llame «${quien}».` };
}

/** What there is on the grid; nothing, while the API does not answer. */
async function choicesOf(api: ApiClient): Promise<Choices> {
  const [vehiculos, ordenes] = await Promise.all([
    listed<{ vehiculoId: string; bodegaId: string }>(api, '/vehiculos'),
    api.get<{ elementos: { clienteId: string }[] }>('/ordenes', { limite: RECENT }),
  ]);
  const placas = (bodegaId: string) =>
    vehiculos
      .filter((one) => one.bodegaId === bodegaId)
      .map(({ vehiculoId }) => vehiculoId)
      .sort();
  const bodegas = [...new Set(vehiculos.map(({ bodegaId }) => bodegaId))].sort();
  return {
    vehiculos: new Map(bodegas.map((bodegaId) => [bodegaId, placas(bodegaId)])),
    clientes: [...new Set(ordenes.elementos.map(({ clienteId }) => clienteId))].sort(),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > 4_096) throw new Error('A form of more than 4 KB.');
  }
  return text;
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(html);
}
