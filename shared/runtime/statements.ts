import { type AttributeValue, BatchExecuteStatementCommand, type BatchStatementError } from '@aws-sdk/client-dynamodb';
import { attempts } from './attempts.ts';
import { dynamodb } from './clients/dynamodb.ts';

/** BatchExecuteStatement takes no more. */
const MOST = 25;

/** Another item has the key, or the item is not as the statement wants it. */
const REFUSED: ReadonlySet<string | undefined> = new Set(['ConditionalCheckFailed', 'DuplicateItem']);

/** What a further attempt may bring to its end. */
const PASSING: ReadonlySet<string | undefined> = new Set([
  'InternalServerError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'ThrottlingError',
  'TransactionConflict',
]);

type Attributes = Readonly<Record<string, AttributeValue>>;

/** A write of one item, in PartiQL. */
export interface Statement {
  readonly text: string;
  readonly parameters: readonly AttributeValue[];
}

/** What became of a statement: done; refused, since the item is not as it was thought; or what was wrong with it. */
export type Executed = 'done' | 'refused' | Error;

/** An item where there is none with its key. */
export function insert(table: string, item: Attributes): Statement {
  const members = Object.keys(item).map((name) => `'${name}': ?`);
  return { text: `INSERT INTO "${table}" VALUE {${members.join(', ')}}`, parameters: Object.values(item) };
}

/** How an item is to become another one. */
export interface Change {
  /** The whole key. */
  readonly key: Attributes;
  /** What else it must have for the change to be made. */
  readonly having: Attributes;
  /** What it must not have. */
  readonly lacking?: readonly string[];
  readonly set: Attributes;
  readonly remove?: readonly string[];
}

/** A change of an item that is there, and is as it is thought to be. */
export function update(table: string, { key, having, lacking = [], set, remove = [] }: Change): Statement {
  const conditions = [
    ...[...Object.keys(key), ...Object.keys(having)].map((name) => `"${name}"=?`),
    ...lacking.map((name) => `"${name}" IS MISSING`),
  ];
  const text = [
    `UPDATE "${table}"`,
    `SET ${Object.keys(set)
      .map((name) => `"${name}"=?`)
      .join(', ')}`,
    ...remove.map((name) => `REMOVE "${name}"`),
    `WHERE ${conditions.join(' AND ')}`,
  ].join(' ');
  return { text, parameters: [set, key, having].flatMap((attributes) => Object.values(attributes)) };
}

/**
 * Executes statements on items that differ from each other, each alone, however many go out together: DynamoDB's other ways
 * of writing several items in one call either take no conditions or cost double
 * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html).
 * @returns what became of each, in their order.
 */
export async function executeAll(statements: readonly Statement[]): Promise<Executed[]> {
  const batches = Array.from({ length: Math.ceil(statements.length / MOST) }, (_, at) =>
    statements.slice(at * MOST, (at + 1) * MOST),
  );
  return (await Promise.all(batches.map(executeBatch))).flat();
}

async function executeBatch(statements: readonly Statement[]): Promise<Executed[]> {
  const executed = new Map<Statement, Executed>();
  for await (const _ of attempts()) {
    const open = statements.filter((statement) => !isSettled(executed.get(statement)));
    const { Responses = [] } = await dynamodb().send(
      new BatchExecuteStatementCommand({
        Statements: open.map(({ text, parameters }) => ({ Statement: text, Parameters: [...parameters] })),
      }),
    );
    for (const [at, statement] of open.entries()) executed.set(statement, outcomeOf(Responses[at]?.Error));
    if ([...executed.values()].every(isSettled)) break;
  }
  return statements.map((statement) => executed.get(statement) as Executed);
}

/** What DynamoDB says of a statement that it could not execute. */
class StatementError extends Error {
  override readonly name: string;
  constructor({ Code, Message }: BatchStatementError) {
    super(Message);
    this.name = String(Code);
  }
}

function outcomeOf(error: BatchStatementError | undefined): Executed {
  if (!error) return 'done';
  return REFUSED.has(error.Code) ? 'refused' : new StatementError(error);
}

function isSettled(outcome: Executed | undefined): boolean {
  return outcome !== undefined && !(outcome instanceof Error && PASSING.has(outcome.name));
}
