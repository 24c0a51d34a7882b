import { existsSync } from 'node:fs';
import { issuerFile, openIssuer } from '#infra/lab/issuer.ts';
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
  const terms = { seconds: options.por };
  const customer = /^cliente:(.+)$/.exec(options.como)?.[1];
  if (customer === undefined && options.como !== 'operador')
    throw new UsageError(`--como debe ser operador o cliente:ID, no "${options.como}"`);
  const given = await (customer === undefined ? issuer.operator(terms) : issuer.customer(customer, terms));
  show(options, { token: given }, () => given);
}
