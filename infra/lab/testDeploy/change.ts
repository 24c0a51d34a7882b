import { readFileSync, rmSync } from 'node:fs';
import { App, Aspects } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { buildApp } from '#infra/cdk/app.ts';
import type { Target } from '../deploy/target.ts';

const MEMORY_MB = 640;

/** Synthesizes the target's app with a change in every function: what a deployment after the first has to bring about. */
export async function synthesizeChanged({ assembly, grid, stage }: Target): Promise<void> {
  rmSync(assembly, { recursive: true, force: true });
  const context = { ...JSON.parse(readFileSync('cdk.json', 'utf8')).context, grid, stage };
  const app = new App({ outdir: assembly, context });
  await buildApp(app);
  Aspects.of(app).add({
    visit(node) {
      if (node instanceof CfnFunction) node.memorySize = MEMORY_MB;
    },
  });
  app.synth();
}
