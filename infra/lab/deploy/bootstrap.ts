import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Stack } from '@aws-sdk/client-cloudformation';

/** What an assembly's stacks want of the place that they are deployed through. */
export interface Wanted {
  readonly version: number;
  /** What stands in the names of its bucket and roles, by which they are found. */
  readonly qualifier: string;
}

/**
 * What the stacks of an assembly want of the stack that `cdk bootstrap` makes.
 * @throws Error when they say nothing of it.
 */
export function wantedBy(assembly: string): Wanted {
  const { artifacts } = JSON.parse(readFileSync(path.join(assembly, 'manifest.json'), 'utf8'));
  const said = Object.values<any>(artifacts).flatMap(({ type, properties }) =>
    type === 'aws:cloudformation:stack' ? [properties] : [],
  );
  const version = Math.max(...said.map(({ requiresBootstrapStackVersion }) => requiresBootstrapStackVersion));
  const [qualifier, ...others] = new Set(
    said.map(
      ({ bootstrapStackVersionSsmParameter }) =>
        /^\/cdk-bootstrap\/(\w+)\/version$/.exec(bootstrapStackVersionSsmParameter)?.[1],
    ),
  );
  if (!Number.isFinite(version) || !qualifier || others.length > 0)
    throw new Error(`The stacks in ${assembly} do not say, all alike, what they are deployed through.`);
  return { version, qualifier };
}

/**
 * Why a stack is not what others can be deployed through, or `undefined` where it is: it has to be there whole, of the version
 * that is wanted at least, with the names that are wanted.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html
 */
export function lackOf(stack: Stack | undefined, wanted: Wanted): string | undefined {
  const told = stack?.Outputs?.find(({ OutputKey }) => OutputKey === 'BootstrapVersion')?.OutputValue;
  if (told === undefined) return 'is not bootstrapped';
  const version = Number(told);
  if (!(version >= wanted.version)) return `is bootstrapped in version ${told}, and ${wanted.version} is needed`;
  const qualifier = stack?.Parameters?.find(({ ParameterKey }) => ParameterKey === 'Qualifier')?.ParameterValue;
  if (qualifier !== undefined && qualifier !== wanted.qualifier)
    return `is bootstrapped for the qualifier ${qualifier}, and ${wanted.qualifier} is needed`;
  return undefined;
}
