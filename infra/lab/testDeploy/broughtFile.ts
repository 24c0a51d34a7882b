import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { apiClient } from '#infra/clients/api/client.ts';
import { clientsOf } from '../smoke/clients.ts';
import { calledLike } from '../smoke/inspect/buckets.ts';
import type { Deployed } from './deployed.ts';
import type { TestedGrid } from './outcome.ts';

/** Grids that take no other size than was signed. */
const HOLDS_TO_SIZE: readonly TestedGrid[] = ['embedded'];
const TYPE = 'image/png';
const FILE = Buffer.from('89504e470d0a1a0a0000000049454e44ae426082', 'hex');

/**
 * Brings a file of a delivered order by an address that the API signs, as a driver's page does. Gives what is wrong: the
 * page may not ask that address, the file is not taken, or it is not there.
 */
export async function bringFile({ apiUrl, token, endpoint, names }: Deployed, grid: TestedGrid): Promise<string[]> {
  const { elementos } = await apiClient(apiUrl, token).get('/ordenes', { estado: 'entregada', limite: 1 });
  const [{ ordenId, vehiculoId }] = elementos as [{ ordenId: string; vehiculoId: string }];
  const signed = await fetch(`${apiUrl}/vehiculos/${vehiculoId}/entregas/${ordenId}/evidencias`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ tipo: TYPE, bytes: FILE.length }),
  });
  if (!signed.ok) return [`no address was signed: ${signed.status} ${await signed.text()}`];
  const { url, evidencia } = (await signed.json()) as { url: string; evidencia: string };
  const headers = { 'Content-Type': TYPE, Origin: new URL(apiUrl).origin };
  const other = await fetch(url, { method: 'PUT', headers, body: Buffer.concat([FILE, FILE]) });
  const put = await fetch(url, { method: 'PUT', headers, body: FILE });
  const { s3 } = clientsOf(endpoint);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: await calledLike(s3, names.of('')) }));
  const kept = Contents.find(({ Key = '' }) => Key.endsWith(evidencia.split('/').at(-1) as string));
  return [
    ...(await unreachable(apiUrl, url)),
    ...(other.ok && HOLDS_TO_SIZE.includes(grid) ? ['a file of another size than was signed is taken'] : []),
    ...(put.ok ? [] : [`the file is not taken: ${put.status} ${await put.text()}`]),
    ...(kept?.Size === FILE.length ? [] : [`${Contents.length} files are there, and not ${evidencia}`]),
  ];
}

/** Whether a browser lets the page ask an address: by the page's own policy, and by what the address says of other origins. */
async function unreachable(apiUrl: string, url: string): Promise<string[]> {
  const page = await fetch(`${apiUrl}/`);
  const policy = page.headers.get('content-security-policy') ?? '';
  const { origin } = new URL(url);
  const asked = await fetch(url, {
    method: 'OPTIONS',
    headers: {
      Origin: new URL(apiUrl).origin,
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers': 'content-type',
    },
  });
  return [
    ...['connect-src', 'img-src']
      .filter((kind) => !allows(policy, kind, origin))
      .map((kind) => `${kind}: no ${origin}`),
    ...(asked.headers.has('access-control-allow-origin') ? [] : [`its preflight gets ${asked.status}`]),
  ];
}

function allows(policy: string, kind: string, origin: string): boolean {
  const [, ...sources] =
    policy
      .split('; ')
      .find((one) => one.startsWith(`${kind} `))
      ?.split(' ') ?? [];
  return sources.some((one) => one === origin || (one.endsWith(':*') && origin.startsWith(one.slice(0, -1))));
}
