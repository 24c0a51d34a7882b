import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { cloudformationOf, isDeployed } from './cdk.ts';
import type { Target } from './target.ts';
import { type Template, templatesIn } from './templates.ts';

/** The template of a stack as it would be deployed, and as it is; `undefined` where it is not. */
export interface Change {
  readonly before: Template | undefined;
  readonly after: Template;
}

/** What a target's assembly has, stack by stack, and what is deployed of it. */
export async function changesOf(target: Target): Promise<Change[]> {
  const changes: Change[] = [];
  for (const [stack, after] of templatesIn(target.assembly))
    changes.push({ before: await deployed(target, stack), after });
  return changes;
}

async function deployed(target: Target, StackName: string): Promise<Template | undefined> {
  if (!(await isDeployed(target, StackName))) return undefined;
  const { TemplateBody = '{}' } = await cloudformationOf(target).send(new GetTemplateCommand({ StackName }));
  return JSON.parse(TemplateBody) as Template;
}
