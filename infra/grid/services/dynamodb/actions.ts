import type { Meter } from '../../meter/meter.ts';
import type { Action, Call, JsonObject, RawAnswer } from '../../service.ts';
import { asGridArns, byName, tableName } from './arns.ts';
import { readUnits, takenBy } from './capacity.ts';
import { DYNAMODB, type Forwarder, withBody } from './forward.ts';
import { onResource, rights } from './permissions.ts';
import { forEngine } from './statement.ts';
import type { Tables } from './table/tables.ts';

/** What an action of this service works with. */
export interface Parts {
  readonly forwarder: Forwarder;
  readonly tables: Tables;
  readonly meter: Meter;
  /** Called with the request of every write that happened, or may have. */
  written(body: Buffer): void;
}

/** Actions on items that the engine answers as AWS does, bytes in and bytes out. */
const READS = ['GetItem', 'Query', 'BatchGetItem', 'TransactGetItems'];
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'];
const STATEMENTS = ['ExecuteStatement', 'BatchExecuteStatement', 'ExecuteTransaction'];

/** Actions on tables and streams, whose answers carry ARNs. */
const TABLES = ['CreateTable', 'DeleteTable', 'DescribeTable', 'UpdateTable', 'ListTables'];
const SETTINGS = ['UpdateTimeToLive', 'DescribeTimeToLive', 'TagResource', 'UntagResource', 'ListTagsOfResource'];

/** Every forwarded action by name. */
export function forwardedActions(parts: Parts): Record<string, Action> {
  const actions: Record<string, Action> = {};
  for (const name of READS) actions[name] = passed(name, parts);
  actions.Scan = scan(parts);
  for (const name of WRITES) actions[name] = write(name, parts);
  for (const name of STATEMENTS) actions[name] = statements(write(name, parts));
  for (const name of [...TABLES, ...SETTINGS]) actions[name] = described(name, parts);
  return actions;
}

function passed(name: string, { forwarder, tables, meter }: Parts): Action {
  const target = DYNAMODB + name;
  return {
    permissions: (input) => rights[name]?.(input, tables) ?? [],
    async run(call: Call) {
      const answer = await forwarder.forward(target, byName(call.body));
      const { TableName = name, ConsistentRead = false } = call.input;
      const amount = readUnits(Buffer.byteLength(answer.body), ConsistentRead);
      meter.took({ service: 'dynamodb', what: 'ReadUnits', resource: tableName(TableName), amount });
      return answer;
    },
  };
}

/**
 * dynoxide 1.2.1 ends a segment in silence when the row of its cursor was deleted between two pages: what is after it is
 * never seen. How rows are spread over segments is DynamoDB's own affair, so here the first segment has them all. What
 * makes no sense (a segment that is not there) is the engine's to refuse.
 */
function scan(parts: Parts): Action {
  const whole = passed('Scan', parts);
  return {
    ...whole,
    async run(call: Call) {
      if (!call.body.includes('"TotalSegments"')) return whole.run(call);
      const { Segment, TotalSegments, ...input } = call.input;
      if (!(Segment >= 0 && Segment < TotalSegments)) return whole.run(call);
      if (Segment === 0) return whole.run(withInput(call, input));
      const answer = (await whole.run(withInput(call, { ...input, Limit: 1 }))) as RawAnswer;
      return answer.status >= 300 ? answer : withBody(answer, emptied(String(answer.body)));
    },
  };
}

/** Statements are put as the engine understands them. */
function statements(executed: Action): Action {
  const told = (one: JsonObject) => ({
    ...one,
    ...(typeof one.Statement === 'string' && { Statement: forEngine(one.Statement) }),
  });
  return {
    ...executed,
    run: (call: Call) => {
      const { Statements, TransactStatements, ...rest } = call.input;
      const several = { Statements, TransactStatements };
      const lists = Object.entries(several).flatMap(([name, list]) =>
        Array.isArray(list) ? [[name, list.map(told)] as const] : [],
      );
      return executed.run(withInput(call, { ...call.input, ...told(rest), ...Object.fromEntries(lists) }));
    },
  };
}

function withInput(call: Call, input: JsonObject): Call {
  return { ...call, input, body: Buffer.from(JSON.stringify(input)) };
}

/** A page without rows that is the last. */
function emptied(page: string): string {
  const { Items, LastEvaluatedKey: _, ...rest } = JSON.parse(page);
  return JSON.stringify({ ...rest, ...(Items && { Items: [] }), Count: 0, ScannedCount: 0 });
}

function write(name: string, parts: Parts): Action {
  const { forwarder, tables, written } = parts;
  const target = DYNAMODB + name;
  return {
    permissions: (input) => rights[name]?.(input, tables) ?? [],
    async run({ body, input }: Call) {
      meterWrite(name, input, parts);
      let refused = false;
      try {
        const answer = await forwarder.forward(target, byName(body));
        refused = answer.status >= 400 && answer.status < 500;
        return answer;
      } finally {
        // A write whose answer was lost may have happened: its readers look too.
        if (!refused) written(body);
      }
    },
  };
}

/** A write that a condition refuses takes as much as one that is done. */
function meterWrite(name: string, input: JsonObject, { tables, meter }: Parts): void {
  for (const { table, items, bytes, units } of takenBy(name, input, tables)) {
    const took = (what: string, amount: number) => meter.took({ service: 'dynamodb', what, resource: table, amount });
    took('Items', items);
    took('Bytes', bytes);
    took('WriteUnits', units);
  }
}

function described(name: string, { forwarder, tables }: Parts): Action {
  return {
    permissions: (input) => [onResource(name, input)],
    async run({ body, input }: Call) {
      const answer = await forwarder.forward(DYNAMODB + name, byName(body));
      if (answer.status >= 300) return answer;
      const text = asGridArns(String(answer.body));
      if (name === 'DeleteTable') tables.forget(tableName(input.TableName));
      else if (name.endsWith('Table')) learnFrom(text, tables);
      return withBody(answer, text);
    },
  };
}

function learnFrom(text: string, tables: Tables): void {
  const { Table, TableDescription } = JSON.parse(text);
  tables.learn(TableDescription ?? Table);
}
