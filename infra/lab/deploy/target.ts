import { lookup } from 'node:dns/promises';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { stageOf } from '#infra/cdk/defaults.ts';
import { GRIDS, type GridFeatures, type GridName } from '#infra/cdk/grids.ts';
import { Names } from '#infra/cdk/names.ts';
import { openIssuer } from '../issuer.ts';
import { awsEnvironment } from './emulators.ts';

/** A grid to deploy to, by the CDK CLI. */
export interface Target {
  readonly grid: Exclude<GridName, 'embedded'>;
  /** What everything of its stage is called. */
  readonly names: Names;
  readonly features: GridFeatures;
  /** Of the AWS APIs, where it is an emulator. */
  readonly endpoint: string | undefined;
  /** The same endpoint as the users of the system see it. */
  readonly publicEndpoint: string | undefined;
  /** What the CDK CLI and the SDK need to reach it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the cloud assembly is written, and what was deployed. */
  readonly assembly: string;
  readonly outputsFile: string;
  /** Deploy without asking. */
  readonly yes: boolean;
  /** Only show what would change, or deploy what was shown and kept; else both, one after the other. */
  readonly step: 'plan' | 'planned' | 'both';
  /** The stage that is to be destroyed, said once more. */
  readonly confirm: string | undefined;
  readonly tokens: Tokens;
  /** A file for what the CDK CLI says; without one it is shown. */
  readonly log?: string;
}

/** Who may sign tokens: the parameters of the stacks that verify them or let people sign in, and a token where the issuer is ours. */
export interface Tokens {
  readonly parameters: Readonly<Record<string, string>>;
  readonly token: string | undefined;
}

/** The grids whose AWS APIs are at an endpoint of their own. */
const EMULATORS: readonly string[] = ['localstack', 'ministack'];

/** The options that deploying and destroying share, for their usage. */
export const OPTIONS = `  --grid            localstack, ministack or aws
  --stage           dev, prod or relevo; on AWS it must be said (default dev)
  --endpoint        of the emulator (default http://127.0.0.1:4566)
  --public-endpoint what its users call it by, where that is another (default as --endpoint)
  --yes             to deploy: do not ask
  --plan            to deploy: only show what would change, and keep it (.alpes/assembly-<grid>-<stage>)
  --planned         to deploy: what was kept by --plan, here or elsewhere, as it was shown
  --confirm         to destroy: the stage's name once more, which otherwise has to be typed
  --token-issuer, --token-audience, --token-keys
                    who signs tokens, whom they are for, and where the public keys are (https: or data:); on AWS also
                    from TOKEN_ISSUER, TOKEN_AUDIENCE and TOKEN_KEYS. On an emulator the issuer for development is taken.
  --page-issuer, --page-client, --page-scopes, --page-origins
                    where people sign in to the pages: the OpenID provider, the client there, what it is asked for, and
                    further origins that this takes. Without, one types in a token.
  --page-url, --file-origins, --sms-sender, --mail-sender
                    of a domain of your own: the root of the pages there, and the origins that may put and get files
  --alarm-email     the mail address that alarms go to
  --page-tiles      where the map gets its tiles: https://…/{z}/{x}/{y}.png
                    These are also taken from ALARM_EMAIL, PAGE_ISSUER and so on.`;

/** Reads the command line. Throws, with what to do, when it is not understood. */
export async function targetFrom(args: readonly string[]): Promise<Target> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      grid: { type: 'string' },
      stage: { type: 'string' },
      endpoint: { type: 'string', default: process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566' },
      'public-endpoint': { type: 'string' },
      yes: { type: 'boolean', default: false },
      plan: { type: 'boolean', default: false },
      planned: { type: 'boolean', default: false },
      confirm: { type: 'string' },
      'token-issuer': { type: 'string', default: process.env.TOKEN_ISSUER },
      'token-audience': { type: 'string', default: process.env.TOKEN_AUDIENCE },
      'token-keys': { type: 'string', default: process.env.TOKEN_KEYS },
      'page-issuer': { type: 'string', default: process.env.PAGE_ISSUER },
      'page-client': { type: 'string', default: process.env.PAGE_CLIENT },
      'page-scopes': { type: 'string', default: process.env.PAGE_SCOPES },
      'page-origins': { type: 'string', default: process.env.PAGE_ORIGINS },
      'page-url': { type: 'string', default: process.env.PAGE_URL },
      'sms-sender': { type: 'string', default: process.env.SMS_SENDER },
      'mail-sender': { type: 'string', default: process.env.MAIL_SENDER },
      'page-tiles': { type: 'string', default: process.env.PAGE_TILES },
      'alarm-email': { type: 'string', default: process.env.ALARM_EMAIL },
      'file-origins': { type: 'string', default: process.env.FILE_ORIGINS },
    },
  });
  const { grid } = values;
  if (grid !== 'localstack' && grid !== 'ministack' && grid !== 'aws')
    throw new Error(`--grid must be localstack, ministack or aws, not "${grid ?? ''}".`);
  if (values.plan && values.planned) throw new Error('--plan keeps what --planned deploys: give one of them.');
  const names = new Names(stageOf(grid, values.stage));
  const endpoint = EMULATORS.includes(grid) ? values.endpoint.replace(/\/$/, '') : undefined;
  const given = {
    TokenIssuer: values['token-issuer'],
    TokenAudience: values['token-audience'],
    TokenKeys: values['token-keys'],
  };
  const pages = {
    PageIssuer: values['page-issuer'],
    PageClient: values['page-client'],
    PageScopes: values['page-scopes'],
    // An emulator has files at its one endpoint.
    PageOrigins: [endpoint, values['page-origins']].filter(Boolean).join(' ') || undefined,
    PageUrl: values['page-url'],
    SmsSender: values['sms-sender'],
    MailSender: values['mail-sender'],
    PageTiles: values['page-tiles'],
    AlarmEmail: values['alarm-email'],
    FileOrigins: values['file-origins'] ?? (endpoint && 'http://*'),
  };
  const said = Object.entries(pages).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const folder = path.resolve('.alpes');
  mkdirSync(folder, { recursive: true });
  const tokens = await tokensFrom(grid, given, folder);
  return {
    grid,
    names,
    features: GRIDS[grid],
    endpoint,
    publicEndpoint: endpoint && (values['public-endpoint'] ?? endpoint).replace(/\/$/, ''),
    environment: endpoint ? { ...awsEnvironment(endpoint), AWS_ENDPOINT_URL_S3: await byAddress(endpoint) } : {},
    assembly: path.join(folder, `assembly-${grid}-${names.stage}`),
    outputsFile: path.join(folder, `outputs-${grid}-${names.stage}.json`),
    yes: values.yes,
    step: values.plan ? 'plan' : values.planned ? 'planned' : 'both',
    confirm: values.confirm,
    tokens: { ...tokens, parameters: { ...tokens.parameters, ...Object.fromEntries(said) } },
  };
}

/** S3 clients put a bucket into the host's name, unless that is an address: a host of a compose file has no such names. */
async function byAddress(endpoint: string): Promise<string> {
  const url = new URL(endpoint);
  url.hostname = (await lookup(url.hostname, 4)).address;
  return url.origin;
}

async function tokensFrom(
  grid: string,
  given: Readonly<Record<string, string | undefined>>,
  folder: string,
): Promise<Tokens> {
  const missing = Object.keys(given).filter((name) => !given[name]);
  if (missing.length === 0) return { parameters: given as Record<string, string>, token: undefined };
  if (EMULATORS.includes(grid) && missing.length === Object.keys(given).length) {
    const issuer = await openIssuer(folder);
    return { parameters: issuer.parameters, token: await issuer.operator() };
  }
  throw new Error(
    `Who signs tokens is not known: ${missing.join(', ')} missing (give them all by flag or environment).`,
  );
}
