import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from './package.json' with { type: 'json' };

const PACKAGES = resolve('node_modules');
const folder = mkdtempSync(join(tmpdir(), 'grid-package-'));
/** A folder with a CDK app of somebody else. */
const home = join(folder, 'tienda');
const installed = join(home, 'node_modules');
let running: ChildProcess | undefined;

/** Makes what npm would install there: the grid as it is packed, and links to what it declares, as far as it is here. */
beforeAll(() => {
  // Packed from a copy: what is compiled for it must not lie, even for a second, where other tests read.
  const repository = join(folder, 'repository');
  const source = join(repository, relative('.', import.meta.dirname));
  cpSync(import.meta.dirname, source, { recursive: true });
  cpSync('tsconfig.json', join(repository, 'tsconfig.json'));
  symlinkSync(PACKAGES, join(repository, 'node_modules'));
  execFileSync('npm', ['pack', '--pack-destination', folder], { cwd: source, stdio: 'pipe' });
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, `${manifest.name}-${manifest.version}.tgz`), '-C', folder]);
  cpSync(join(folder, 'package'), join(installed, manifest.name), { recursive: true });
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  for (const name of [...declared, 'aws-cdk-lib', 'constructs']) {
    mkdirSync(dirname(join(installed, name)), { recursive: true });
    symlinkSync(join(PACKAGES, name), join(installed, name));
  }
});
afterAll(async () => {
  if (running?.exitCode === null) {
    running.kill('SIGINT');
    await once(running, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

const APP = `
  import { App, Stack } from 'aws-cdk-lib';
  import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
  import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
  import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
  const app = new App();
  const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;
  const stack = new Stack(app, 'Tienda', { env: { account, region } });
  const table = new Table(stack, 'Saludos', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  const handler = new Function(stack, 'Saludar', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromAsset('saludar'),
    environment: { TABLE: table.tableName, SALUDO: app.node.tryGetContext('saludo') },
  });
  table.grantReadWriteData(handler);
  new LambdaRestApi(stack, 'Api', { handler });
`;
const HANDLER = `
  import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
  const { TABLE: TableName, SALUDO } = process.env;
  const db = new DynamoDBClient({});
  export async function handler({ path }) {
    await db.send(new PutItemCommand({ TableName, Item: { id: { S: path } } }));
    const { Items } = await db.send(new ScanCommand({ TableName }));
    return { statusCode: 200, body: SALUDO + Items.map(({ id }) => id.S) };
  }
`;

test('what npm packs runs a CDK app where nothing else of ours is', async () => {
  mkdirSync(join(home, 'saludar'));
  writeFileSync(join(home, 'app.mjs'), APP);
  writeFileSync(join(home, 'saludar', 'index.mjs'), HANDLER);
  writeFileSync(join(home, 'cdk.json'), JSON.stringify({ app: 'node app.mjs', context: { saludo: 'hola' } }));
  const program = join(installed, manifest.name, manifest.bin['alpes-grid']);
  running = spawn(process.execPath, [program, '--assembly', '.', '--port', '0'], { cwd: home });
  let said = '';
  for (const output of [running.stdout, running.stderr]) output?.on('data', (text) => (said += text));
  await Promise.race([once(running, 'exit'), expect.poll(() => said, { timeout: 30_000 }).toContain('Ready')]);
  const [, api] = /^API Api +(\S+)$/m.exec(said) ?? [];
  expect(api, said).toBeDefined();
  expect(await (await fetch(`${api}/ana`)).text()).toBe('hola/ana');
});

test('what the grid and the repository both depend on is one version', () => {
  const root = JSON.parse(readFileSync('package.json', 'utf8'));
  const of = (from: Partial<typeof manifest>): Record<string, string> => ({
    ...from.devDependencies,
    ...from.optionalDependencies,
    ...from.dependencies,
  });
  const both = Object.fromEntries(Object.entries(of(manifest)).filter(([name]) => name in of(root)));
  expect(of(root)).toMatchObject(both);
});
