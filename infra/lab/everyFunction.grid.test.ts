import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { functions } from '#infra/clients/alpes/catalogue.ts';
import { exampleOf } from '#infra/clients/alpes/invocar/example.ts';
import { type System, startSystem } from './system.ts';

let system: System;
let lambda: LambdaClient;
let token: string;

beforeAll(async () => {
  system = await startSystem();
  token = await system.issuer.operator();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  lambda = new LambdaClient({ endpoint: system.endpoint, region: 'us-east-1', credentials });
});
afterAll(async () => {
  lambda?.destroy();
  await system?.stop();
});

test.each(functions.map((declared) => [declared.name, declared] as const))(
  '%s does with its example what its role allows',
  async (name, declared) => {
    const { Payload, LogResult = '' } = await lambda.send(
      new InvokeCommand({
        FunctionName: LOCAL.of(name),
        Payload: JSON.stringify(exampleOf(declared, { names: LOCAL, token })),
        LogType: 'Tail',
      }),
    );
    const said = Buffer.from(Payload ?? []).toString() + Buffer.from(LogResult, 'base64').toString();
    expect(said).not.toMatch(/AccessDenied|not authorized to perform/);
  },
);
