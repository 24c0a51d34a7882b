import { ACCOUNT, REGION } from '../service.ts';
import type { Scope } from './intrinsics.ts';
import type { StackScope } from './scope.ts';

/** Between these stands the name of what is not there yet. */
const [OPEN, CLOSE] = ['⟨', '⟩'];

/** Whether a text holds what is not there yet. */
export function isForeseen(text: string): boolean {
  return text.includes(OPEN);
}

/** The names of a stack before it is deployed: resources are texts that stand for them, an ARN of the right service among them. */
export function withForeseen(scope: StackScope): Scope {
  const resources = scope.stack.template.Resources ?? {};
  return {
    ref: (name) => (Object.hasOwn(resources, name) ? foreseen(name) : scope.ref(name)),
    attribute(logicalId, attribute) {
      if (!attribute.endsWith('Arn')) return foreseen(`${logicalId}.${attribute}`);
      const [, service = ''] = resources[logicalId]?.Type.toLowerCase().split('::') ?? [];
      const arn = `arn:aws:${service}:${REGION}:${ACCOUNT}:${foreseen(logicalId)}`;
      return attribute === 'StreamArn' ? `${arn}/stream/${foreseen(attribute)}` : arn;
    },
    condition: (name) => scope.condition(name),
    mapping: (map, keys) => scope.mapping(map, keys),
    imported: foreseen,
    output: (stack, output) => foreseen(`${stack}.${output}`),
  };
}

function foreseen(name: string): string {
  return `${OPEN}${name}${CLOSE}`;
}
