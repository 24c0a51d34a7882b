import { callerOf, unauthorized } from '../tokens.ts';
import { credentialIn } from './protocols.ts';
import { type Viewer, viewerOf } from './viewer.ts';

/** Of which order a link is for those who follow it without a login, and until when (seconds since 1970). */
export interface Link {
  readonly ordenId: string;
  readonly until: number;
}

/** What a link's token is good for; `undefined` when it is none, has ended, or was taken back. */
export type LinkOf = (token: string) => Promise<Link | undefined>;

/**
 * Who wants to watch, by the protocols that its client offers.
 * @throws Fault NO_AUTENTICADO
 */
export async function viewerFor(offered: string | undefined, linkOf: LinkOf): Promise<Viewer> {
  const credential = credentialIn(offered);
  if (!credential) throw unauthorized('Ofrezca los protocolos "alpes.v1" y "token.<token>".');
  if (credential.kind === 'token') return viewerOf(await callerOf(`Bearer ${credential.value}`));
  const link = await linkOf(credential.value);
  if (!link) throw unauthorized('El enlace no es válido o ha caducado.');
  return { ...link, scopes: [] };
}
