import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import table from '../../../conformance/lambda/packages.json' with { type: 'json' };
import { harness } from '../testing/harness.ts';

interface Case {
  readonly case: string;
  readonly files?: Record<string, string>;
  /** Their files, in the order in which the function has them. */
  readonly layers?: readonly Record<string, string>[];
  readonly inline?: string;
  readonly answer?: unknown;
  /** What the error says. */
  readonly missing?: string;
  /** What the operator is told. */
  readonly told?: string;
}

const { grid, lambda, deployResource, logged, stop } = harness();
afterAll(stop);

function write(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

write(grid.dataFolder, table.around);

test.each((table.cases as Case[]).map((one, at) => ({ ...one, name: `f${at}` })))(
  '$case',
  async ({ name, files, layers = [], inline, answer, missing, told }) => {
    if (files) write(join(grid.dataFolder, 'assets', name), files);
    const Layers: string[] = [];
    for (const [at, layer] of layers.entries()) {
      write(join(grid.dataFolder, 'assets', `${name}-${at}`), layer);
      const Content = { S3Bucket: 'assets', S3Key: `${name}-${at}` };
      Layers.push(await deployResource('AWS::Lambda::LayerVersion', `${name}l${at}`, { Content }));
    }
    await deployResource('AWS::Lambda::Function', name, {
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::000000000000:role/${name}`,
      Timeout: 30,
      MemorySize: 256,
      Layers,
      Code: inline === undefined ? { S3Bucket: 'assets', S3Key: name } : { ZipFile: inline },
    });
    const given = JSON.parse((await lambda.invoke(name, '{}')).payload);
    if (missing === undefined) expect(given).toStrictEqual(answer);
    else {
      expect(given).toMatchObject({
        errorType: 'Runtime.ImportModuleError',
        errorMessage: expect.stringContaining(missing),
      });
      const lines = logged.filter((line) => line.startsWith(`lambda: ${name} cannot be loaded: `));
      expect(lines).toStrictEqual([expect.stringContaining(told ?? missing)]);
    }
  },
);

test('what nobody has is known before it is asked for', async () => {
  expect(await lambda.missingPackages()).toStrictEqual([
    "lambda: f9: AWS's runtime brings @aws-sdk/client-of-nobody along, the grid does not: npm install --save-dev @aws-sdk/client-of-nobody, where the app is",
  ]);
});
