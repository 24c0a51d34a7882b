import type { GridContext, Service, Streams } from '../../service.ts';
import { forwardedActions } from './actions.ts';
import { tableName } from './arns.ts';
import { type Engine, startEngine } from './engine.ts';
import { type Forwarder, forwarder } from './forward.ts';
import { streamActions } from './streamActions.ts';
import { streamsOver } from './streams.ts';
import { globalTableResource } from './table/globalTable.ts';
import { tableResource } from './table/resource.ts';
import { Tables } from './table/tables.ts';
import { type Upkeep, upkeepOf } from './upkeep/upkeep.ts';

/** DynamoDB and its Streams: a native engine as a child process, with the grid's rights, ARNs and clock in front. */
export type DynamoDbService = Service &
  Streams & {
    /** Deletes at once what its time to live has ended by the grid's clock. Gives the number of items. */
    expire(): Promise<number>;
    /** Where the engine answers, and its process. */
    engine(): Engine | undefined;
  };

/** The DynamoDB of a grid. */
export function dynamodbService(grid: GridContext): DynamoDbService {
  let engine: Engine | undefined;
  let engineForwarder: Forwarder | undefined;
  let upkeep: Upkeep | undefined;
  const tables = new Tables((table) => upkeep?.dropUnchanged(table));

  const lazily: Forwarder = {
    forward: (target, body) => started(engineForwarder).forward(target, body),
    call: (target, input) => started(engineForwarder).call(target, input),
    close: () => started(engineForwarder).close(),
  };
  const streams = streamsOver(lazily);
  const parts = { forwarder: lazily, tables, access: grid.access };

  return {
    name: 'dynamodb',
    actions: {
      ...forwardedActions({ forwarder: lazily, tables, meter: grid.meter, written: streams.written }),
      ...streamActions(lazily, streams),
    },
    resources: {
      'AWS::DynamoDB::Table': tableResource(parts),
      'AWS::DynamoDB::GlobalTable': globalTableResource(parts),
    },
    read: streams.read,
    shard: streams.shard,
    latest: streams.latest,
    onWrite: streams.onWrite,
    partitionKey: (arn) => tables.get(tableName(arn))?.partition,
    expire: async () => (await upkeep?.expire()) ?? 0,
    engine: () => engine,
    async start() {
      engine = await startEngine(grid);
      engineForwarder = forwarder(engine);
      if (engine.file) {
        const { file } = engine;
        const { clock, log } = grid;
        upkeep = upkeepOf({ file, clock, log, tables, forwarder: lazily, touched: streams.touched });
      }
      await tables.load(lazily);
    },
    async stop() {
      await upkeep?.stop();
      await engineForwarder?.close();
      await engine?.stop();
    },
  };
}

function started(forwarder: Forwarder | undefined): Forwarder {
  if (!forwarder) throw new Error('DynamoDB is used before it was started.');
  return forwarder;
}
