import { existsSync } from 'node:fs';
import path from 'node:path';
import { DEVELOPMENT, Names, STAGES, type Stage } from '#infra/cdk/names.ts';
import { UsageError } from './failures.ts';
import { readText } from './files.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  /** Folder of a local grid. */
  readonly data: string;
  readonly endpoint?: string;
  readonly aws?: boolean;
  readonly region?: string;
  readonly etapa?: string;
  readonly json?: boolean;
}

/** Whom a command speaks to. */
export interface Connection {
  /** Of all AWS APIs; `undefined` for AWS itself. */
  readonly endpoint: string | undefined;
  readonly apiUrl: string | undefined;
  /** Of the live channel. */
  readonly liveUrl: string | undefined;
  readonly token: string | undefined;
  /** What everything of the stage is called there. */
  readonly names: Names;
}

const DEFAULT_ENDPOINT = 'http://127.0.0.1:4566';
/** Where `npm start` keeps its data, when it is not told. */
export const DEFAULT_FOLDER = '.alpes';
const DEFAULT_REGION = 'us-east-1';

interface Outputs {
  readonly apiUrl?: string;
  readonly liveUrl?: string;
  readonly endpoint?: string;
  readonly token?: string;
  readonly region?: string;
  readonly stage?: string;
}

/**
 * Finds out whom to speak to, and makes every AWS client of this process do so by the SDK's own variables. The first of:
 * `--aws`, `--endpoint`, `AWS_ENDPOINT_URL`, `outputs.json` of the data folder, port 4566 of this machine.
 */
export function connect(options: GlobalOptions): Connection {
  const outputs = options.aws ? {} : readOutputs(options);
  const endpoint = options.aws
    ? undefined
    : (options.endpoint ?? process.env.AWS_ENDPOINT_URL ?? outputs.endpoint ?? DEFAULT_ENDPOINT);
  if (endpoint === undefined) {
    delete process.env.AWS_ENDPOINT_URL;
    if (options.region) process.env.AWS_REGION = options.region;
  } else {
    if (!URL.canParse(endpoint))
      throw new UsageError(`--endpoint debe ser una URL como ${DEFAULT_ENDPOINT}, no "${endpoint}"`);
    process.env.AWS_ENDPOINT_URL = endpoint;
    process.env.AWS_REGION = options.region ?? process.env.AWS_REGION ?? outputs.region ?? DEFAULT_REGION;
    // A local grid takes any credentials; the SDK does not send a request without.
    process.env.AWS_ACCESS_KEY_ID ??= 'alpes';
    process.env.AWS_SECRET_ACCESS_KEY ??= 'alpes';
  }
  return {
    endpoint,
    apiUrl: process.env.ALPES_API ?? outputs.apiUrl,
    liveUrl: process.env.ALPES_LIVE ?? outputs.liveUrl,
    token: process.env.ALPES_TOKEN ?? outputs.token,
    names: new Names(stageOf(options, outputs)),
  };
}

/** The first of `--etapa`, `ALPES_STAGE`, `outputs.json`, and that of a laptop. On AWS somebody has to say it. */
function stageOf({ etapa, aws }: GlobalOptions, outputs: Outputs): Stage {
  const said = etapa ?? process.env.ALPES_STAGE ?? outputs.stage;
  if (said === undefined && aws) throw new UsageError(`diga de qué etapa de AWS, con --etapa: ${STAGES.join(', ')}`);
  const stage = STAGES.find((one) => one === (said ?? DEVELOPMENT));
  if (!stage) throw new UsageError(`no hay una etapa "${said}". Hay: ${STAGES.join(', ')}`);
  return stage;
}

/** A folder that was named must be that of a grid; another command would go to whatever listens on the usual port. */
function readOutputs({ data, endpoint }: GlobalOptions): Outputs {
  const file = path.join(data, 'outputs.json');
  if (!existsSync(file)) {
    if (data === DEFAULT_FOLDER || endpoint) return {};
    throw new UsageError(`no hay una red en ${data}: falta su outputs.json, que escribe npm start -- --data ${data}`);
  }
  const content = readText(file);
  try {
    return JSON.parse(content) as Outputs;
  } catch {
    throw new UsageError(`${file} no es JSON: bórrelo y arranque la red de nuevo con: npm start`);
  }
}
