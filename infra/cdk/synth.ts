import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { buildApp } from './app.ts';

/**
 * Writes the cloud assembly. The CDK CLI says where to and in what context by environment variables; without it, the
 * context is that of `cdk.json`.
 * @param outdir the folder of the assembly, when the CLI does not name one.
 * @param chosen context values (`grid`, `stage`, `account`) beside those of `cdk.json`.
 */
export async function synthesize(outdir?: string, chosen: Readonly<Record<string, unknown>> = {}): Promise<void> {
  // Half of a synth's time; `npm run check:template` holds the templates against the same schemas, and more rules.
  process.env.CDK_VALIDATION ??= 'false';
  const byCli = process.env.CDK_CONTEXT_JSON !== undefined;
  const context = () => ({ ...JSON.parse(readFileSync('cdk.json', 'utf8')).context, ...chosen });
  const app = new App(byCli ? {} : { ...(outdir && { outdir }), context: context() });
  await buildApp(app);
  app.synth();
}
