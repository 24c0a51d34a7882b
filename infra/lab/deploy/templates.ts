import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { cloudformationOf, isDeployed } from './cdk.ts';
import type { Target } from './target.ts';

/** A template, as far as resources are looked at. */
export interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: any }>>;
}

/** The template of a stack as it would be deployed, and as it is; `undefined` where it is not. */
export interface Change {
  readonly before: Template | undefined;
  readonly after: Template;
}

/** What a target's assembly has, stack by stack, and what is deployed of it. */
export async function changesOf(target: Target): Promise<Change[]> {
  const files = readdirSync(target.assembly).filter((file) => file.endsWith('.template.json'));
  const changes: Change[] = [];
  for (const file of files) {
    const after = JSON.parse(readFileSync(path.join(target.assembly, file), 'utf8')) as Template;
    changes.push({ before: await deployed(target, file.replace('.template.json', '')), after });
  }
  return changes;
}

async function deployed(target: Target, StackName: string): Promise<Template | undefined> {
  if (!(await isDeployed(target, StackName))) return undefined;
  const { TemplateBody = '{}' } = await cloudformationOf(target).send(new GetTemplateCommand({ StackName }));
  return JSON.parse(TemplateBody) as Template;
}
