import { existsSync } from 'node:fs';
import { type Issuer, issuerFile, openIssuer, type Terms } from '#infra/lab/issuer.ts';
import { connect } from '../connection.ts';
import { UsageError } from '../failures.ts';
import { nowThere } from '../now.ts';
import type { TokenOptions } from '../options.ts';
import { show } from '../output.ts';

/** Shows a token, by the clock of the grid. Throws UsageError for whom there is none, and where no grid has been. */
export async function token(options: TokenOptions): Promise<void> {
  if (options.aws) throw new UsageError('en AWS da los tokens su propio emisor, no esta orden');
  const { endpoint } = connect(options);
  if (!existsSync(issuerFile(options.data)))
    throw new UsageError(
      `no hay un emisor en ${options.data}: arranque la red con npm start -- --data ${options.data}`,
    );
  const now = (await nowThere(endpoint)).getTime();
  const issuer = await openIssuer(options.data, () => now);
  const given = await tokenFor(options.como, issuer, { seconds: options.por });
  show(options, { token: given }, () => given);
}

function tokenFor(whom: string, issuer: Issuer, terms: Terms): Promise<string> {
  if (whom === 'operador') return issuer.operator(terms);
  if (whom === 'bodega') return issuer.clerk(terms);
  const [, kind, id = ''] = /^(cliente|conductor):(.+)$/.exec(whom) ?? [];
  if (kind === 'cliente') return issuer.customer(id, terms);
  if (kind === 'conductor') return issuer.driver(id, terms);
  throw new UsageError(`--como debe ser operador, bodega, conductor:ID o cliente:ID, no "${whom}"`);
}
