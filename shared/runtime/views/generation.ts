import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../clients/dynamodb.ts';
import { type Directories, type Environment, variable } from '../environment.ts';

/** The key of the item that says which generations of a view are filled. No row has it: theirs begin with a generation. */
export const MARK = '#';

/** How long an instance may serve another generation than its own before it looks again (ms). */
export const TRUSTED_MS = 1_000;

/** A table of a view. */
export interface ViewTable {
  readonly table: string;
  /** The generation of the function's own fold of it. */
  readonly generation: string;
  /** Whether its items have a sort key, as a journal's lines do. */
  readonly sorted?: true;
}

/** The table of the function's own view. */
export const VIEW: ViewTable = named('VIEW_TABLE', 'VIEW_GENERATION');

/** The table of the view that guards a list. */
export const GUARD: ViewTable = named('GUARD_TABLE', 'GUARD_GENERATION');

/** The table of a view that is a command's directory. Throws when the function was deployed without it. */
export function directoryTable(view: string): ViewTable {
  const found = (JSON.parse(variable('DIRECTORIES')) as Directories)[view];
  if (!found) throw new Error(`The view ${view} is not in DIRECTORIES: this function was deployed without it.`);
  return found;
}

/** The variables are asked for when something is read, and not when the module is loaded. */
function named(table: keyof Environment, generation: keyof Environment): ViewTable {
  return {
    get table() {
      return variable(table);
    },
    get generation() {
      return variable(generation);
    },
  };
}

/** What is said of a view's generations. */
export interface Mark {
  /** The generation that whoever does not find its own filled is served. */
  readonly activa: string;
  /** The generations that are filled. */
  readonly listas: readonly string[];
}

/** A key of a generation: rows of two folds never meet in one item. */
export function inGeneration(generation: string, key: string): string {
  return `${generation}|${key}`;
}

/** The key without its generation. */
export function withoutGeneration(key: string): string {
  return key.slice(key.indexOf('|') + 1);
}

/** The primary key of the item that says which generations are filled. */
export function markKey({ sorted }: Pick<ViewTable, 'sorted'>): Record<string, { S: string }> {
  return { key: { S: MARK }, ...(sorted && { sort: { S: MARK } }) };
}

/** What a view's table says of its generations; `undefined` before the first row. */
export async function readMark(view: ViewTable): Promise<Mark | undefined> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: view.table, Key: markKey(view), ConsistentRead: true }),
  );
  return Item && { activa: Item.activa?.S ?? '', listas: Item.listas?.SS ?? [] };
}

/** What a view is answered from. */
export interface Served {
  readonly generation: string;
  /** While views are filled anew: the generation that may know more of a single row than the served one. */
  readonly beside?: string;
}

const served = new Map<string, Served & { readonly until: number }>();

/** The generation to answer from: this code's own where that is filled, else the active one. */
export async function servedGeneration(view: ViewTable): Promise<Served> {
  const own = view.generation;
  const place = `${view.table}|${own}`;
  const known = served.get(place);
  if (known && known.until > Date.now()) return known;
  const now = servedBy(await readMark(view), own);
  served.set(place, { ...now, until: now.beside ? Date.now() + TRUSTED_MS : Number.POSITIVE_INFINITY });
  return now;
}

function servedBy(mark: Mark | undefined, own: string): Served {
  if (mark === undefined || mark.activa === own) return { generation: own };
  // Filled before the function that writes it was there, it lacks what has happened between.
  if (mark.listas.includes(own)) return { generation: own, beside: mark.activa };
  return { generation: mark.activa, beside: own };
}

const announced = new Set<string>();

/** Says of the first generation that is ever written that it is filled: it has seen every event. Once an instance. */
export async function announce(view: ViewTable): Promise<void> {
  const { table } = view;
  if (announced.has(table)) return;
  const own = view.generation;
  try {
    await dynamodb().send(
      new PutItemCommand({
        TableName: table,
        Item: { ...markKey(view), activa: { S: own }, listas: { SS: [own] } },
        ConditionExpression: 'attribute_not_exists(#k)',
        ExpressionAttributeNames: { '#k': 'key' },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
  announced.add(table);
}
