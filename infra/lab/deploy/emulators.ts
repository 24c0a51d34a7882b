import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { localStackEnvironment, miniStackEnvironment } from './environments.ts';
import { EmulatorUnavailable } from './python.ts';
import { freePort, type Server, startServer } from './server.ts';

/** Where an emulator runs. */
export interface EmulatorOptions {
  /** A free one by default. */
  port?: number;
  /** All that it writes is here; it starts empty. */
  workFolder: string;
}

/**
 * LocalStack in host mode: Lambda as local Node processes, DynamoDB and its streams on dynoxide. 4.14.0, as in the compose
 * file; on Python 3.11, for which that is too new, 4.13.1.
 */
export async function startLocalStack(options: EmulatorOptions): Promise<Server> {
  const bin = await localStackEnvironment();
  const { port, workFolder } = await prepared(options);
  return startServer({
    name: 'LocalStack',
    command: [join(bin, 'python'), '-m', 'alpes_localstack'],
    endpoint: `http://127.0.0.1:${port}`,
    health: '/_localstack/health',
    workFolder,
    env: {
      OVERRIDE_IN_DOCKER: '0',
      FILESYSTEM_ROOT: join(workFolder, 'filesystem'),
      TMPDIR: join(workFolder, 'tmp'),
      XDG_CACHE_HOME: join(workFolder, 'cache'),
      GATEWAY_LISTEN: `127.0.0.1:${port}`,
      // Its usual name, localhost.localstack.cloud, is resolved by public DNS only.
      LOCALSTACK_HOST: `127.0.0.1:${port}`,
      SQS_ENDPOINT_STRATEGY: 'off',
      DNS_ADDRESS: '0',
      SKIP_SSL_CERT_DOWNLOAD: '1',
      DISABLE_EVENTS: '1',
      CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES: '0',
      LAMBDA_RUNTIME_EXECUTOR: 'node',
      ALPES_NODE: process.execPath,
      PROVIDER_OVERRIDE_DYNAMODB: 'dynoxide',
      PROVIDER_OVERRIDE_DYNAMODBSTREAMS: 'dynoxide',
      DYNOXIDE_BINARY: dynoxide(),
      DYNOXIDE_DATA: join(workFolder, 'dynamodb'),
      // Its own defaults look for records once a second, and after a quiet while every ten. What is empty is asked more
      // rarely: there are sixty mappings, and each look costs its one thread 3 ms.
      LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC: '0.1',
      LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC: '1',
    },
  });
}

/** MiniStack, which runs Node functions without Docker by itself. */
export async function startMiniStack(options: EmulatorOptions): Promise<Server> {
  const bin = await miniStackEnvironment();
  const { port, workFolder } = await prepared(options);
  return startServer({
    name: 'MiniStack',
    command: [join(bin, 'ministack')],
    endpoint: `http://127.0.0.1:${port}`,
    health: '/_ministack/health',
    workFolder,
    env: {
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      TMPDIR: join(workFolder, 'tmp'),
      STATE_DIR: join(workFolder, 'state'),
      SFTP_ENABLED: '0',
    },
  });
}

/** What makes the AWS SDKs and the CDK's CLI speak to an emulator. */
export function awsEnvironment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    // An IP address makes S3 clients put the bucket into the path: no DNS is needed.
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    CDK_DISABLE_CLI_TELEMETRY: '1',
    CDK_DISABLE_VERSION_CHECK: '1',
  };
}

async function prepared({ port, workFolder }: EmulatorOptions): Promise<{ port: number; workFolder: string }> {
  const folder = resolve(workFolder);
  await rm(folder, { recursive: true, force: true });
  for (const name of ['tmp', 'filesystem', 'cache', 'state', 'dynamodb'])
    await mkdir(join(folder, name), { recursive: true });
  // Function code is unpacked below it: a package.json of a surrounding project must not decide what its .js files are.
  await writeFile(join(folder, 'package.json'), '{}');
  return { port: port ?? (await freePort()), workFolder: folder };
}

/** dynoxide is a package per platform; LocalStack has no other DynamoDB here. */
function dynoxide(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'dynoxide');
  } catch (error) {
    throw new EmulatorUnavailable(`${name} is not installed: no DynamoDB engine for LocalStack`, { cause: error });
  }
}
