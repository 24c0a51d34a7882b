import type { Functions, GridContext, Receiver, Service } from '../../service.ts';
import { actionsOf } from './actions/table.ts';
import { AsyncInvocations } from './asynchronous/asyncInvocations.ts';
import { InvokeConfigs } from './asynchronous/invokeConfig.ts';
import { isSameCode } from './code.ts';
import { endMarked, endMarkedAfterUs } from './instance/leftovers.ts';
import { Invoker } from './invoker.ts';
import { FunctionLogs } from './logs.ts';
import { Mappings } from './mappings/mappings.ts';
import { missingPackages } from './missingPackages.ts';
import type { LambdaParts } from './parts.ts';
import { Fleet, type FleetLimits, LAPTOP } from './pool/fleet.ts';
import { Registry } from './registry.ts';
import { aliasResource } from './resources/alias.ts';
import { eventInvokeConfigResource } from './resources/eventInvokeConfig.ts';
import { eventSourceMappingResource } from './resources/eventSourceMapping.ts';
import { functionResource } from './resources/function.ts';
import { layerVersionPermissionResource, layerVersionResource } from './resources/layerVersion.ts';
import { permissionResource } from './resources/permission.ts';
import { versionResource } from './resources/version.ts';

/** Lambda: what API Gateway and EventBridge call in process, and what takes asynchronous events. */
export type LambdaService = Service &
  Functions & {
    readonly receiver: Receiver;
    readonly replaceCode: ReplaceCode;
    /** Of all functions. */
    names(): readonly string[];
    /** Every function's role, by the function's name. */
    roles(): ReadonlyMap<string, string>;
    /** What functions' code asks for of the AWS SDK and would not find, a line for each package. */
    missingPackages(): Promise<readonly string[]>;
    /** Ends the processes of a function's runs that belong to this trace; all of its runs, where none says so. */
    crash(name: string, trace: string | undefined): void;
  };

/**
 * Puts the code in a folder in the place of a function's, until the template changes the function. New invocations run it;
 * those under way end with the old code. Gives whether it differs from what was there.
 * @throws ResourceNotFoundException
 */
export type ReplaceCode = (name: string, folder: string) => boolean;

/** The Lambda of a grid. `limits` says how much of the machine functions may take. */
export function lambdaService(grid: GridContext, limits: FleetLimits = LAPTOP): LambdaService {
  const registry = new Registry();
  const logs = new FunctionLogs(grid.dataFolder);
  const fleet = new Fleet(grid, limits, (fn, text) => logs.append(fn.name, text));
  const invoker = new Invoker(grid, fleet, logs);
  const configs = new InvokeConfigs();
  const asynchronous = new AsyncInvocations({ grid, registry, fleet, invoker, configs });
  const mappings = new Mappings({ grid, registry, fleet, invoker });
  let callOff = () => {};
  const parts: LambdaParts = { grid, registry, fleet, invoker, asynchronous, configs, mappings, policies: new Map() };
  const receiver: Receiver = {
    accept(arn, delivery, source) {
      const target = registry.resolve(arn);
      const permission = { action: 'lambda:InvokeFunction', resource: target.arn };
      grid.access.checkService(source, permission);
      asynchronous.accept(target, delivery.body);
    },
  };

  return {
    name: 'lambda',
    actions: actionsOf(parts),
    resources: {
      'AWS::Lambda::Function': functionResource(parts),
      'AWS::Lambda::Permission': permissionResource(parts),
      'AWS::Lambda::LayerVersion': layerVersionResource(parts),
      'AWS::Lambda::LayerVersionPermission': layerVersionPermissionResource(),
      'AWS::Lambda::EventSourceMapping': eventSourceMappingResource(parts),
      'AWS::Lambda::EventInvokeConfig': eventInvokeConfigResource(parts),
      'AWS::Lambda::Version': versionResource(parts),
      'AWS::Lambda::Alias': aliasResource(parts),
    },
    receiver,
    replaceCode(name, folder) {
      const { fn } = registry.resolve(name);
      const code = { folder };
      if (isSameCode(grid, fn.code, code)) return false;
      const changed = { ...fn, code };
      registry.set(changed);
      fleet.replace(changed);
      return true;
    },
    names: () => registry.all().map(({ name }) => name),
    roles: () => new Map(registry.all().map(({ name, role }) => [name, role])),
    missingPackages: () => missingPackages(grid, registry.all()),
    crash: (name, trace) => fleet.crash(name, trace),
    async invoke(target, payload, trace) {
      return invoker.invoke({ ...registry.resolve(target), payload, urgency: 'direct', ...(trace && { trace }) });
    },
    start() {
      endMarked(grid.dataFolder);
      callOff = endMarkedAfterUs(grid.dataFolder);
    },
    run() {
      asynchronous.start();
      mappings.run();
    },
    async stop() {
      asynchronous.stop();
      await mappings.stop();
      fleet.stop();
      endMarked(grid.dataFolder);
      callOff();
      await logs.stop();
    },
  };
}
