import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../../../clock.ts';
import { deploy } from '../../../cloudformation/deploy.ts';
import type { Template } from '../../../cloudformation/template.ts';
import { LOOPBACK } from '../../../host.ts';
import { createMeter } from '../../../meter/meter.ts';
import {
  ACCOUNT,
  AwsError,
  type GridContext,
  type Invocation,
  type JsonObject,
  type Permission,
  REGION,
  type ResourceType,
  type Source,
} from '../../../service.ts';
import { Store } from '../../../store.ts';
import { apigatewayService } from '../service.ts';

/** A function of a test: what it returns is the payload; an `Error` it throws is a function error. */
export type Handler = (event: JsonObject) => unknown;

/** API Gateway with the grid's real clock, store and deployment; functions are closures, and every right is granted. */
export function createBench(handlers: Record<string, Handler>) {
  const clock = new Clock();
  const store = new Store(':memory:');
  const lines: string[] = [];
  const checks: { source: Source; permission: Permission }[] = [];
  const grid = {
    store,
    clock,
    meter: createMeter(),
    dataFolder: mkdtempSync(join(tmpdir(), 'apigateway-')),
    inMemory: true,
    host: LOOPBACK,
    // No port comes after this one: the stages take any.
    endpoint: 'http://127.0.0.1:65535',
    access: {
      check: () => {},
      checkService: (source: Source, permission: Permission) => void checks.push({ source, permission }),
    },
    functions: { invoke: (target: string, payload: string) => invoke(handlers, target, payload) },
    log: (line: string) => void lines.push(line),
  } as unknown as GridContext;
  const service = apigatewayService(grid);
  const types = new Map([...Object.entries(service.resources), ...Object.entries(neighbours())]);

  return {
    clock,
    grid,
    service,
    lines,
    checks,
    /** Deploys the template, opens the ports and gives the URL of the first stage. */
    async deploy(template: Template): Promise<string> {
      const stacks = [{ name: 'Prueba', template, parameters: {} }];
      await deploy({ stacks, types, parameters: {}, store, log: grid.log });
      await service.run?.();
      return service.apis()[0]?.url ?? '';
    },
    async stop() {
      await service.stop?.();
      clock.stop();
      store.close();
    },
  };
}

/** The ARN of the function `name`. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
}

/** The URI of an integration with the function `name`. */
export function invocationUri(name: string): string {
  return `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;
}

async function invoke(handlers: Record<string, Handler>, target: string, payload: string): Promise<Invocation> {
  const handler = handlers[target.slice(target.lastIndexOf(':') + 1)];
  if (!handler) throw new AwsError('ResourceNotFoundException', `Function not found: ${target}`, 404);
  try {
    return { payload: JSON.stringify(await handler(JSON.parse(payload))) ?? 'null', logTail: '', requestId: '1' };
  } catch (error) {
    if (error instanceof AwsError) throw error;
    const { message, name } = error as Error;
    const answer = JSON.stringify({ errorMessage: message, errorType: name });
    return { payload: answer, functionError: 'Unhandled', logTail: '', requestId: '1' };
  }
}

/** The types of other services that CDK's constructs bring along; a function's ARN is made of its name. */
export function neighbours(): Record<string, ResourceType> {
  const type = (acted: string[]): ResourceType => ({
    acted,
    inert: {},
    ensure({ properties, defaultName }) {
      const name = properties.FunctionName ?? defaultName;
      return { ref: name, attributes: { Arn: functionArn(name) } };
    },
    remove: () => {},
  });
  return {
    'AWS::Lambda::Function': type(['FunctionName', 'Code', 'Handler', 'Role', 'Runtime']),
    'AWS::Lambda::Permission': type(['Action', 'FunctionName', 'Principal', 'SourceArn']),
    'AWS::IAM::Role': type(['AssumeRolePolicyDocument', 'ManagedPolicyArns']),
  };
}
