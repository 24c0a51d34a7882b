import type { GridContext } from '../../service.ts';
import type { AsyncInvocations } from './asynchronous/asyncInvocations.ts';
import type { InvokeConfigs } from './asynchronous/invokeConfig.ts';
import type { Invoker } from './invoker.ts';
import type { Mappings } from './mappings/mappings.ts';
import type { Fleet } from './pool/fleet.ts';
import type { Registry } from './registry.ts';

/** A statement of a function's resource policy, and the ARN (with its qualifier) that it is for. */
export interface PolicyStatement {
  readonly arn: string;
  readonly statement: Record<string, unknown>;
}

/** What the resources and actions of this service share. */
export interface LambdaParts {
  readonly grid: GridContext;
  readonly registry: Registry;
  readonly fleet: Fleet;
  readonly invoker: Invoker;
  readonly asynchronous: AsyncInvocations;
  readonly configs: InvokeConfigs;
  readonly mappings: Mappings;
  /** By the resource that gave it, `<stack>/<logical id>`. */
  readonly policies: Map<string, PolicyStatement>;
}
