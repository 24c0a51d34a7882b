import { createHash } from 'node:crypto';
import { ACCOUNT, type Deployed, REGION } from '../service.ts';
import { evaluateCondition, type Scope } from './intrinsics.ts';
import type { Stack, TemplateParameter } from './template.ts';

/** What the stacks before this one gave. */
export interface Landscape {
  readonly exports: Map<string, unknown>;
  readonly outputs: Map<string, Record<string, unknown>>;
}

/** A stack's names, with `deployed` filled while its resources are deployed. */
export interface StackScope extends Scope {
  readonly stack: Stack;
  readonly deployed: Map<string, Deployed>;
  /** The problems of its parameters; names are only to be resolved when there are none. */
  readonly problems: readonly string[];
}

/** The scope of `stack`, with the caller's values for its parameters. */
export function createScope(stack: Stack, given: Record<string, string>, landscape: Landscape): StackScope {
  const { template } = stack;
  const values = new Map<string, unknown>(Object.entries(pseudoParameters(stack.name)));
  const problems: string[] = [];
  for (const [name, parameter] of Object.entries(template.Parameters ?? {})) {
    const raw = given[name] ?? stack.parameters[name] ?? parameter.Default;
    const problem = parameterProblem(name, parameter, raw);
    if (problem) problems.push(problem);
    values.set(name, parameterValue(parameter, raw));
  }
  const deployed = new Map<string, Deployed>();
  const conditions = new Map<string, boolean>();

  function need(logicalId: string): Deployed {
    const resource = deployed.get(logicalId);
    if (resource) return resource;
    const reason = template.Resources?.[logicalId] ? 'is left out by its condition' : 'is not in the template';
    throw new Error(`it refers to "${logicalId}", which ${reason}`);
  }

  const scope: StackScope = {
    stack,
    deployed,
    problems,
    ref: (name) => (values.has(name) ? values.get(name) : need(name).ref),
    attribute(logicalId, attribute) {
      const { attributes } = need(logicalId);
      if (Object.hasOwn(attributes, attribute)) return attributes[attribute];
      const known = Object.keys(attributes).join(', ') || 'none';
      throw new Error(`the grid gives no attribute "${attribute}" of ${logicalId} (it gives: ${known})`);
    },
    condition(name) {
      const known = conditions.get(name);
      if (known !== undefined) return known;
      const definition = template.Conditions?.[name];
      if (definition === undefined) throw new Error(`there is no condition "${name}"`);
      const holds = evaluateCondition(definition, scope);
      conditions.set(name, holds);
      return holds;
    },
    mapping(map, [top, second]) {
      const value = template.Mappings?.[map]?.[top]?.[second];
      if (value === undefined) throw new Error(`Mappings has no ${map} / ${top} / ${second}`);
      return value;
    },
    imported(name) {
      if (landscape.exports.has(name)) return landscape.exports.get(name);
      throw new Error(`no stack before it exports "${name}"`);
    },
    output(stackName, output) {
      const value = landscape.outputs.get(stackName)?.[output];
      if (value === undefined) throw new Error(`the stack ${stackName} before it has no output "${output}"`);
      return value;
    },
  };
  return scope;
}

/** A stack's ARN; its last part is made from the name, so that it stays the same. */
export function stackId(name: string): string {
  const id = createHash('sha256').update(name).digest('hex');
  const uuid = [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20, 32)].join('-');
  return `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${name}/${uuid}`;
}

function pseudoParameters(stackName: string): Record<string, unknown> {
  return {
    'AWS::AccountId': ACCOUNT,
    'AWS::NoValue': undefined,
    'AWS::NotificationARNs': [],
    'AWS::Partition': 'aws',
    'AWS::Region': REGION,
    'AWS::StackId': stackId(stackName),
    'AWS::StackName': stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };
}

/** The bootstrap version is read from SSM by every CDK template and only compared, never used. */
function parameterProblem(name: string, parameter: TemplateParameter, value: unknown): string | undefined {
  if (name === 'BootstrapVersion') return undefined;
  if (parameter.Type.startsWith('AWS::SSM::')) return `parameter ${name} is read from SSM, which the grid has not`;
  if (value === undefined) return `parameter ${name} has no value; give it one`;
  const texts = parameter.Type.includes('List') ? splitList(value) : [value];
  for (const text of texts.map(String)) {
    if (parameter.AllowedValues && !parameter.AllowedValues.map(String).includes(text)) {
      return `parameter ${name} is "${text}"; allowed are ${parameter.AllowedValues.join(', ')}`;
    }
    if (parameter.AllowedPattern && !new RegExp(`^(?:${parameter.AllowedPattern})$`).test(text)) {
      return `parameter ${name} is "${text}", which does not match ${parameter.AllowedPattern}`;
    }
  }
  return undefined;
}

function parameterValue({ Type }: TemplateParameter, raw: unknown): unknown {
  if (Type.includes('List')) return splitList(raw);
  return Type === 'Number' ? Number(raw) : raw;
}

function splitList(value: unknown): string[] {
  return value === undefined || value === ''
    ? []
    : String(value)
        .split(',')
        .map((item) => item.trim());
}
