import { readLink } from '../links.ts';
import { callerOf, unauthorized } from '../tokens.ts';
import { credentialIn } from './protocols.ts';
import { type Viewer, viewerOf } from './viewer.ts';

/**
 * Who wants to watch, by the protocols that its client offers. Whether a link was taken back is judged by the row itself,
 * each time.
 * @param kind of the links that let somebody in without a login.
 * @throws Fault NO_AUTENTICADO
 */
export async function viewerFor(offered: string | undefined, kind: string): Promise<Viewer> {
  const credential = credentialIn(offered);
  if (!credential) throw unauthorized('Ofrezca los protocolos "alpes.v1" y "token.<token>".');
  if (credential.kind === 'token') return viewerOf(await callerOf(`Bearer ${credential.value}`));
  const link = await readLink(kind, credential.value);
  if (!link) throw unauthorized('El enlace no es válido o ha caducado.');
  return { until: link.until, scopes: [], link };
}
