import type { Outputs } from './cloudformation/deploy.ts';
import { REGION } from './service.ts';

/** Where a deployed stage listens. */
export interface StageUrl {
  readonly id: string;
  readonly stage: string;
  readonly url: string;
}

/** Outputs whose URLs of API stages lead to this machine: a template can only spell those that AWS would give. */
export function withLocalUrls(outputs: Outputs, stages: readonly StageUrl[]): Outputs {
  const local = (value: string): string =>
    stages.reduce(
      (text, { id, stage, url }) => text.replaceAll(`https://${id}.execute-api.${REGION}.amazonaws.com/${stage}`, url),
      value,
    );
  return Object.fromEntries(
    Object.entries(outputs).map(([stack, values]) => [
      stack,
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, local(value)])),
    ]),
  );
}
