import type { Roles } from './iam/access.ts';
import { iamService } from './iam/service.ts';
import type { GridContext, Service } from './service.ts';
import { apigatewayService } from './services/apigateway/service.ts';
import { cdkService } from './services/cdk/service.ts';
import { cloudwatchService } from './services/cloudwatch/service.ts';
import { dynamodbService } from './services/dynamodb/service.ts';
import { eventsService } from './services/events/service.ts';
import { kmsService } from './services/kms/service.ts';
import { lambdaService } from './services/lambda/service.ts';
import { logsService } from './services/logs/service.ts';
import { snsService } from './services/sns/service.ts';
import { sqsService } from './services/sqs/service.ts';
import { stsService } from './services/sts/service.ts';

/** The services of a grid. */
export interface Services {
  /** In the order in which they start; they stop in reverse, those that take requests from outside first. */
  readonly all: readonly Service[];
  readonly apigateway: ReturnType<typeof apigatewayService>;
}

/** Makes the services, and lets those that need each other find each other in `grid`. */
export function createServices(grid: Mutable<GridContext>, access: Roles, cloudformation: Service): Services {
  const dynamodb = dynamodbService(grid);
  const sqs = sqsService(grid);
  const sns = snsService(grid);
  const events = eventsService(grid);
  const lambda = lambdaService(grid);
  const apigateway = apigatewayService(grid);
  grid.queues = sqs;
  grid.streams = dynamodb;
  grid.functions = lambda;
  grid.receivers = { sqs: sqs.receiver, sns: sns.receiver, events: events.receiver, lambda: lambda.receiver };
  const accepted = [cloudformation, stsService(), logsService(), cloudwatchService(), kmsService(), cdkService()];
  return { all: [iamService(access), ...accepted, dynamodb, sqs, sns, events, lambda, apigateway], apigateway };
}

/** The context while the grid is put together. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
