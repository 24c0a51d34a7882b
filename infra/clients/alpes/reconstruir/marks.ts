import {
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import type { Declared } from '#infra/cdk/derive/functions.ts';
import { ofKind } from '#infra/cdk/derive/functions.ts';
import type { Names } from '#infra/cdk/names.ts';
import { functions } from '../catalogue.ts';

/** The key of the item that says which generations a view has; no row has it. */
export const MARK = '#';

/** The clients of one grid, and what everything of the stage is called there. */
export interface Clients {
  readonly names: Names;
  readonly dynamodb: DynamoDBClient;
  readonly lambda: LambdaClient;
}

/** A read model. */
export type View = Declared<'projection'>;

/** What a view's table says of its generations. */
export interface Mark {
  /** What whoever does not find its own generation filled is answered from. */
  readonly activa: string;
  /** The generations that are filled. */
  readonly listas: readonly string[];
  /** The generation of which it was seen that it has the whole log. */
  readonly completa: string | undefined;
}

/** The read models, in the order of the manifests. */
export const views: readonly View[] = ofKind(functions, 'projection');

/** The clients of the grid that the SDK's own variables name, or of another. */
export function clientsOf(
  names: Names,
  settings: Pick<DynamoDBClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
): Clients {
  return { names, dynamodb: new DynamoDBClient(settings), lambda: new LambdaClient(settings) };
}

/** The generation that the deployed function of a view has; `undefined` where it is not deployed. */
export async function deployedGeneration({ lambda, names }: Clients, { name }: View): Promise<string | undefined> {
  try {
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: names.of(name) }));
    return Environment?.Variables?.VIEW_GENERATION;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** What a view's table says; `undefined` when nothing was written to it yet. */
export async function markOf({ dynamodb, names }: Clients, view: View): Promise<Mark | undefined> {
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: names.view(view.name), Key: markKey(view), ConsistentRead: true }),
  );
  return Item && { activa: Item.activa?.S ?? '', listas: Item.listas?.SS ?? [], completa: Item.completa?.S };
}

/** Says which generations a view has. */
export async function setMark(
  { dynamodb, names }: Clients,
  view: View,
  { activa, listas, completa }: Mark,
): Promise<void> {
  const said = { activa: { S: activa }, listas: { SS: [...listas] }, ...(completa && { completa: { S: completa } }) };
  await dynamodb.send(new PutItemCommand({ TableName: names.view(view.name), Item: { ...markKey(view), ...said } }));
}

/** Whether a view has the whole log in one generation, and no other. */
export function isWhole(mark: Mark | undefined, generation: string): boolean {
  return mark?.completa === generation && mark.activa === generation && mark.listas.length === 1;
}

/**
 * The names of the deployed views that are to be filled from the log. Where there is no event yet none is: their tables
 * are told so.
 */
export async function viewsBehind(clients: Clients): Promise<readonly string[]> {
  const { Items = [] } = await clients.dynamodb.send(new ScanCommand({ TableName: clients.names.eventLog, Limit: 1 }));
  const behind = await Promise.all(
    views.map(async (view) => {
      const generation = await deployedGeneration(clients, view);
      if (!generation || isWhole(await markOf(clients, view), generation)) return [];
      if (Items.length > 0) return [view.name];
      await setMark(clients, view, { activa: generation, listas: [generation], completa: generation });
      return [];
    }),
  );
  return behind.flat();
}

function markKey({ declaration }: View): Record<string, { S: string }> {
  return { key: { S: MARK }, ...(declaration.kind === 'journal' && { sort: { S: MARK } }) };
}
