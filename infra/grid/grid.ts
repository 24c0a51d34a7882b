import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, resolve } from 'node:path';
import { Clock } from './clock.ts';
import { keepClock } from './clockRecord.ts';
import { type Assembly, assetFolder, readAssembly } from './cloudformation/assembly.ts';
import { deploy, type Outputs } from './cloudformation/deploy.ts';
import { cloudformationService } from './cloudformation/service.ts';
import type { Standing } from './cloudformation/stack.ts';
import { createAdmin } from './endpoint/admin.ts';
import { startEndpoint } from './endpoint/server.ts';
import { createCallFaults } from './faults/calls.ts';
import type { FaultOrder } from './faults/fault.ts';
import { Faults } from './faults/faults.ts';
import { openDataFolder } from './folder.ts';
import { LOOPBACK, warningOf } from './host.ts';
import { absentServices } from './iam/absentServices.ts';
import { createAccess } from './iam/access.ts';
import { createUsage } from './iam/usage.ts';
import { createMeter } from './meter/meter.ts';
import { Outbox } from './outbox.ts';
import type { GridContext } from './service.ts';
import type { DeployedStage } from './services/apigateway/gateway.ts';
import type { ReplaceCode } from './services/lambda/service.ts';
import { createServices, type Mutable, type Services } from './services.ts';
import { Store } from './store.ts';

/** How a grid is started. */
export interface GridOptions {
  /** The folder that `cdk synth` wrote. */
  readonly assembly: string;
  /** Where state is kept between starts; without one nothing is. */
  readonly dataFolder?: string;
  /** That each commit of queues, events and the like waits for the disk, so that the end of the power takes none. */
  readonly fsync?: boolean;
  /** For what can be made again from the assembly, such as compiled code: shared by grids. In the data folder, unless given. */
  readonly cacheFolder?: string;
  /** 0, the default, for any free port. */
  readonly port?: number;
  /** The address to listen on, that of the loopback unless given: there are no passwords. */
  readonly host?: string;
  /** Values of the templates' parameters. */
  readonly parameters?: Record<string, string>;
  readonly clock?: Clock;
  /** What is to go wrong from the start: with the deployment, since nothing else is there yet. */
  readonly deploymentFaults?: readonly FaultOrder[];
  /** Where to leave, at the end, a file of what its roles may do and whether they did it. */
  readonly grantsFolder?: string;
  readonly onLog?: (line: string) => void;
}

/** A running grid. */
export interface Grid {
  /** Of all AWS APIs. */
  readonly endpoint: string;
  /** URLs of the API stages (`http:`, or `ws:` of a WebSocket API), by API name; further stages of an API by `name/stage`. */
  readonly apis: Record<string, string>;
  readonly outputs: Outputs;
  readonly clock: Clock;
  /** What is to go wrong in it; nothing, unless something is added. */
  readonly faults: Faults;
  /**
   * Deploys another assembly in place: what has not changed is left alone, and goes on working meanwhile. Gives what was
   * new, changed or gone, each as `stack: logical id (type)`.
   * @throws what does not deploy; what was brought by then stays, as far as it came.
   */
  update(assembly: string): Promise<readonly string[]>;
  /** Puts the code in a folder in the place of a function's, until an assembly brings another. Gives whether it differs. */
  readonly replaceCode: ReplaceCode;
  /** Stops it; what it accepted is on disk, and no process of it is left. */
  stop(): Promise<void>;
}

/** Starts a grid and deploys the assembly to it. */
export async function startGrid(options: GridOptions): Promise<Grid> {
  const { clock = new Clock(), host = LOOPBACK, onLog: log = () => {} } = options;
  const warning = warningOf(host);
  if (warning) log(warning);
  const first = readAssembly(options.assembly);
  const assets = new Map<string, string>();
  const folder = openDataFolder(options.dataFolder);
  const store = new Store(folder.inMemory ? ':memory:' : `${folder.path}/grid.sqlite`, options.fsync);
  const forgetClock = keepClock(clock, store);
  const usage = createUsage();
  const access = createAccess(clock, usage);
  const meter = createMeter();
  const outbox = new Outbox({ store, clock, log });
  const faults: Faults = new Faults(clock, {
    functions: () => services.lambda.names(),
    calls: () => services.all.flatMap(({ name, actions }) => Object.keys(actions).map((action) => `${name}:${action}`)),
  });
  for (const order of options.deploymentFaults ?? []) faults.add(order);
  const throughFaults = createCallFaults(faults, (name, trace) => services.lambda.crash(name, trace));
  // Filled in as the parts come up; a service reads the others' only once it is started.
  const context = {
    store,
    clock,
    dataFolder: folder.path,
    cacheFolder: options.cacheFolder ?? `${folder.path}/cache`,
    appFolder: resolve(options.assembly),
    inMemory: folder.inMemory,
    host,
    access,
    meter,
    outbox,
    faults,
    throughFaults,
    assetFolder: (bucket: string, key: string) => assetFolder(assets, bucket, key),
    log,
  } as Partial<Mutable<GridContext>> as Mutable<GridContext>;
  let status: 'starting' | 'ready' = 'starting';
  let outputs: Outputs = {};
  const services = createServices(
    context,
    access,
    cloudformationService(context, () => outputs),
  );
  const admin = createAdmin({
    clock,
    meter,
    outbox,
    faults,
    usage,
    status: () => status,
    services: services.all.map(({ name }) => name),
    stacks: () => Object.keys(outputs),
    outputs: () => outputs,
  });

  let closeEndpoint = async (): Promise<void> => {};
  const stop = once(async () => {
    faults.clear();
    await stopAll(services, closeEndpoint, log);
    if (options.grantsFolder !== undefined) usage.writeTo(options.grantsFolder);
    forgetClock();
    clock.stop();
    store.close();
    folder.release();
  });
  try {
    const front = (request: IncomingMessage, response: ServerResponse) =>
      services.apigatewayv2.handle(request, response) ||
      services.apigateway.handle(request, response) ||
      services.s3.handle(request, response) ||
      services.sns.handle(request, response);
    const endpoint = await startEndpoint({
      host,
      port: options.port ?? 0,
      services: services.all,
      access,
      meter,
      throughFaults,
      admin,
      front,
      upgrades: services.apigatewayv2,
      log,
    });
    closeEndpoint = endpoint.stop;
    context.endpoint = endpoint.url;
    await startAll(services);
    folder.keeps('grid.sqlite');
    const engineFile = services.dynamodb.engine()?.file;
    if (engineFile) folder.keeps(basename(engineFile));
    const types = new Map(services.all.flatMap(({ resources }) => Object.entries(resources)));
    const standing: Standing = new Map();
    const bring = async ({ stacks, assets: brought, problems }: Assembly): Promise<readonly string[]> => {
      // Those of earlier assemblies stay: a version of a function may still be made of them.
      for (const [key, place] of brought) assets.set(key, place);
      const { parameters = {} } = options;
      const changes: string[] = [];
      const changed = (resource: string) => void changes.push(resource);
      outputs = localized(await deploy({ stacks, types, parameters, problems, store, standing, changed, faults, log }));
      if (options.onLog) foretell();
      return changes;
    };
    const told = new Set<string>();
    const tellOnce = (line: string) => {
      if (!told.has(line)) log(line);
      told.add(line);
    };
    /** Tells what will fail, though all was deployed. Nobody waits for what must be read of the functions' code. */
    const foretell = () => {
      const functions = [...services.lambda.roles()].map(([name, role]) => ({ name, actions: access.actionsOf(role) }));
      for (const line of absentServices(functions, answering(services))) tellOnce(line);
      services.lambda.missingPackages().then(
        (lines) => lines.forEach(tellOnce),
        () => {},
      );
    };
    const localized = (deployed: Outputs): Outputs =>
      mapValues(deployed, (values) => mapValues(values, context.withLocalUrls));
    await bring(first);
    for (const service of services.all) await service.run?.();
    outputs = localized(outputs);
    status = 'ready';
    let updated: Promise<unknown> = Promise.resolve();
    return {
      endpoint: endpoint.url,
      get apis() {
        return urlsOf([...services.apigateway.apis(), ...services.apigatewayv2.apis()]);
      },
      get outputs() {
        return outputs;
      },
      clock,
      faults,
      update(assembly) {
        const work = updated
          .catch(() => {})
          .then(() => {
            const read = readAssembly(assembly);
            context.appFolder = resolve(assembly);
            return bring(read);
          });
        updated = work;
        return work;
      },
      replaceCode: services.lambda.replaceCode,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for all that was begun before it throws, so that nothing goes on behind a failed start. */
async function startAll({ all }: Services): Promise<void> {
  const results = await Promise.allSettled(all.map(async (service) => service.start?.()));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** The services that answer calls, by name: those with actions, and S3, which gets its requests unread. */
function answering({ all, s3 }: Services): ReadonlySet<string> {
  const acting = all.filter((service) => service === s3 || Object.keys(service.actions).length > 0);
  return new Set(acting.map(({ name }) => name));
}

function urlsOf(stages: readonly Pick<DeployedStage, 'name' | 'stage' | 'url'>[]): Record<string, string> {
  const urls: Record<string, string> = {};
  for (const { name, stage, url } of stages) urls[name in urls ? `${name}/${stage}` : name] = url;
  return urls;
}

function mapValues<V, W>(record: Readonly<Record<string, V>>, change: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/**
 * API stages and pollers stop first, and functions end with them. Only then does the endpoint close: until its last
 * invocation is over, a function may still need the services. One that fails to stop does not keep the others.
 */
async function stopAll(services: Services, closeEndpoint: () => Promise<void>, log: (line: string) => void) {
  const attempt = async (work: () => unknown): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log(`Stopping: ${(error as Error).stack}`);
    }
  };
  for (const service of services.callers) await attempt(() => service.stop?.());
  const closed = attempt(closeEndpoint);
  for (const service of services.brokers) await attempt(() => service.stop?.());
  await closed;
  for (const service of services.keepers) await attempt(() => service.stop?.());
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
