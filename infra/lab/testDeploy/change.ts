import { readFileSync, rmSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { type Attribute, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnEventSourceMapping, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { contextos } from '#functions/contextos.ts';
import { ordenes } from '#functions/ordenes/projections/ordenes.ts';
import { verOrden } from '#functions/ordenes/queries/verOrden.ts';
import { addStacks } from '#infra/cdk/app.ts';
import type { Bundle } from '#infra/cdk/bundleCache.ts';
import { codeOf } from '#infra/cdk/code.ts';
import type { GridName } from '#infra/cdk/grids.ts';
import { type Names, SOURCE } from '#infra/cdk/names.ts';
import { context } from '#shared/model/context.ts';

/** The index that the change gives to each table: its rows by their own partition key, so that it has to hold them all. */
export const NEW_INDEX = 'prueba';

/**
 * The read model that the change adds: that of orders a second time, as when one is made anew beside the one in use. Its
 * name does not begin like another's: LocalStack lists the mappings of all functions whose ARN contains the name.
 */
export const NEW_VIEW = 'copiaDeOrdenes';

/** Where the API that the change brings answers as `/ordenes` does. */
export const NEW_ROUTE = '/prueba';

const NEW_QUERY = 'verDeNuevo';
const MEMORY_MB = 640;
const RETENTION_S = 12 * 24 * 3_600;
const VISIBILITY_S = 60;
const BATCH = 5;
/** All events have such a source: what a rule matches does not change. */
const SOURCES = [{ prefix: `${SOURCE}.` }];

/** Where the changed assembly is written, and what for. */
interface Place {
  readonly assembly: string;
  readonly grid: GridName;
  readonly names: Names;
}

/**
 * Synthesizes the app as it might be a release later: every function, mapping, queue, rule and table is changed in a way
 * that CloudFormation brings about in place, and there are one more consumer and one more route of the API.
 */
export async function synthesizeChanged({ assembly, grid, names }: Place): Promise<void> {
  rmSync(assembly, { recursive: true, force: true });
  const app = new App({ outdir: assembly, context: JSON.parse(readFileSync('cdk.json', 'utf8')).context });
  const { bundles, generations } = await codeOf(contextos);
  const added = context('prueba', {
    projections: { [NEW_VIEW]: { ...ordenes, name: NEW_VIEW } },
    queries: { [NEW_QUERY]: { ...verOrden, http: `GET ${NEW_ROUTE}/{ordenId}` } },
  });
  addStacks(app, { grid, stage: names.stage }, [...contextos, added], {
    bundles: { ...bundles, [NEW_VIEW]: bundles.ordenes as Bundle, [NEW_QUERY]: bundles.verOrden as Bundle },
    generations: { ...generations, [NEW_VIEW]: generations.ordenes as string },
  });
  for (const node of app.node.findAll()) change(node);
  app.synth();
}

function change(node: IConstruct): void {
  if (node instanceof CfnFunction) node.memorySize = MEMORY_MB;
  if (node instanceof CfnQueue) {
    node.messageRetentionPeriod = RETENTION_S;
    if (node.visibilityTimeout !== undefined) node.visibilityTimeout = VISIBILITY_S;
  }
  if (node instanceof CfnEventSourceMapping) node.batchSize = BATCH;
  if (node instanceof CfnRule && !node.scheduleExpression) node.addPropertyOverride('EventPattern.source', SOURCES);
  if (node instanceof Table) {
    node.addGlobalSecondaryIndex({
      indexName: NEW_INDEX,
      partitionKey: node.schemaV2().partitionKeys[0] as Attribute,
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
}
