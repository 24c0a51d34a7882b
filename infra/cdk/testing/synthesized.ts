import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { contextos } from '#functions/contextos.ts';
import { addStacks } from '../app.ts';
import type { FunctionCode } from '../code.ts';
import type { GridName } from '../grids.ts';
import { Names, type Stage } from '../names.ts';
import { type Account, PLAIN } from '../settings/account.ts';

type Json = Record<string, any>;

/** A resource of a template, with where it stands. */
export interface Found {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: Json;
  readonly deletionPolicy: string | undefined;
  readonly dependsOn: readonly string[];
}

/** The app as it would go to AWS. */
export interface Synthesized {
  /** The text of each template, by stack. */
  readonly templates: Readonly<Record<string, string>>;
  /** What cdk-nag found; empty without `nag`. */
  readonly findings: readonly string[];
  readonly resources: readonly Found[];
  /** The stacks that must be there before each stack. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
  /** Whether each stack is protected from being taken away. */
  readonly protectedStacks: Readonly<Record<string, boolean>>;
  /** The tags that CloudFormation gives to all of each stack. */
  readonly tags: Readonly<Record<string, Readonly<Record<string, string>>>>;
  of(type: string): Found[];
}

/** What everything is called in it. */
export const NAMES = new Names('prod');

/** How it is looked at: through cdk-nag too, with what is said of the stage in an account, on another grid, or another stage. */
interface How {
  readonly nag?: boolean;
  readonly account?: Account;
  readonly grid?: GridName;
  readonly stage?: Stage;
}

/** Synthesizes the app, for production and on AWS where nothing else is said. */
export function synthesized(
  code: FunctionCode,
  { nag = false, account = PLAIN, grid = 'aws', stage = NAMES.stage }: How = {},
): Synthesized {
  const outdir = temporary();
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const app = new App({ outdir, context });
  if (nag) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  addStacks(app, { grid, stage, account }, contextos, code);
  const findings = findingsOf(app);
  const templates = Object.fromEntries(
    readdirSync(outdir)
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => [file.replace('.template.json', ''), readFileSync(path.join(outdir, file), 'utf8')]),
  );
  const resources = Object.entries(templates).flatMap(([stack, text]) => resourcesOf(stack, JSON.parse(text)));
  const stacks = app.node.children.filter(Stack.isStack);
  const eachStack = <A>(fact: (stack: Stack) => A) =>
    Object.fromEntries(stacks.map((stack) => [stack.stackName, fact(stack)]));
  return {
    templates,
    findings,
    resources,
    dependencies: eachStack(({ dependencies }) => dependencies.map(({ stackName }) => stackName)),
    protectedStacks: eachStack(({ terminationProtection = false }) => terminationProtection),
    tags: eachStack(({ tags }) => tags.tagValues()),
    of: (type) => resources.filter((one) => one.type === type),
  };
}

/** The logical id that a `Ref` or `Fn::GetAtt` names, or `undefined` for anything else. */
export function target(value: unknown): string | undefined {
  const { Ref, 'Fn::GetAtt': attribute } = (value ?? {}) as Json;
  return Ref ?? attribute?.[0];
}

/** CDK throws where a plugin has findings; they stand in its report. */
function findingsOf(app: App): string[] {
  try {
    app.synth();
  } catch (error) {
    if (!String(error).includes('Validation failed')) throw error;
  }
  const report = path.join(app.outdir, 'validation-report.json');
  if (!existsSync(report)) return [];
  const { pluginReports } = JSON.parse(readFileSync(report, 'utf8')) as { pluginReports: Json[] };
  return pluginReports.flatMap(({ violations = [] }) => violations.map((one: Json) => JSON.stringify(one)));
}

function resourcesOf(stack: string, template: Json): Found[] {
  return Object.entries((template.Resources ?? {}) as Json).map(
    ([id, { Type, Properties = {}, DeletionPolicy, DependsOn = [] }]) => ({
      stack,
      id,
      type: Type,
      properties: Properties,
      deletionPolicy: DeletionPolicy,
      dependsOn: [DependsOn].flat(),
    }),
  );
}

/** A folder that is gone when the process ends. */
export function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'alpes-cdk-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
