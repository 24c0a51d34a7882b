import { existsSync } from 'node:fs';
import { VehiculoId } from '#events/comun/ids.ts';
import { apiClient } from '#infra/clients/api/client.ts';
import { driverOf, entrust } from '#infra/lab/driver/encargado.ts';
import { driver, type Identity, identityOf } from '#infra/lab/identity.ts';
import { type Issuer, issuerFile, openIssuer } from '#infra/lab/issuer.ts';
import { connect } from '../connection.ts';
import { UsageError } from '../failures.ts';
import { nowThere } from '../now.ts';
import type { TokenOptions } from '../options.ts';
import { show } from '../output.ts';

/** Shows a token, by the clock of the grid. Throws UsageError for whom there is none, and where no grid has been. */
export async function token(options: TokenOptions): Promise<void> {
  if (options.aws) throw new UsageError('en AWS da los tokens su propio emisor, no esta orden');
  const { endpoint, apiUrl } = connect(options);
  if (!existsSync(issuerFile(options.data)))
    throw new UsageError(
      `no hay un emisor en ${options.data}: arranque la red con npm start -- --data ${options.data}`,
    );
  const now = (await nowThere(endpoint)).getTime();
  const issuer = await openIssuer(options.data, () => now);
  const whom = await identified(options.como, { issuer, apiUrl, now });
  const given = await issuer.token(whom, { seconds: options.por });
  show(options, { token: given }, () => given);
}

interface Place {
  readonly issuer: Issuer;
  readonly apiUrl: string | undefined;
  readonly now: number;
}

/** A driver may be named by the vehicle: then it is whoever has it today. */
async function identified(como: string, { issuer, apiUrl, now }: Place): Promise<Identity> {
  const placa = VehiculoId.safeParse(como.replace(/^conductor:/, '')).data;
  if (placa === undefined) return known(como);
  if (!apiUrl) throw new UsageError(`quién lleva ${placa} lo dice la API: arranque la red, o dé el conductor`);
  const api = apiClient(apiUrl, await issuer.operator({ seconds: 60 }));
  const conductorId = await driverOf(api, placa, now);
  if (conductorId === undefined) throw new UsageError(`no hay un vehículo ${placa}`);
  await entrust(api, conductorId, now);
  return driver(conductorId);
}

function known(como: string): Identity {
  const identity = identityOf(como);
  if (identity) return identity;
  throw new UsageError(
    `--como debe ser operador, bodega, conductor:PLACA, conductor:ID o cliente:ID (de 3 a 64 letras, cifras o guiones), no "${como}"`,
  );
}
