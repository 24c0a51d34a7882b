import { faultable } from './faults/deliveries.ts';
import type { Roles } from './iam/access.ts';
import { iamService } from './iam/service.ts';
import { withLocalUrls } from './localUrls.ts';
import type { GridContext, Service } from './service.ts';
import { apigatewayService } from './services/apigateway/service.ts';
import { type ApiGatewayV2Service, apigatewayv2Service } from './services/apigatewayv2/service.ts';
import { cdkService } from './services/cdk/service.ts';
import { cloudwatchService } from './services/cloudwatch/service.ts';
import { codedeployService } from './services/codedeploy/service.ts';
import { dynamodbService } from './services/dynamodb/service.ts';
import { eventsService } from './services/events/service.ts';
import { kmsService } from './services/kms/service.ts';
import { type LambdaService, lambdaService } from './services/lambda/service.ts';
import { logsService } from './services/logs/service.ts';
import { type S3Service, s3Service } from './services/s3/service.ts';
import { schedulerService } from './services/scheduler/service.ts';
import { sesService } from './services/ses/service.ts';
import { type SnsService, snsService } from './services/sns/service.ts';
import { sqsService } from './services/sqs/service.ts';
import { stsService } from './services/sts/service.ts';
import { xrayService } from './services/xray/service.ts';

/** The services of a grid. */
export interface Services {
  readonly all: readonly Service[];
  /** Those that begin work of their own accord or for clients: they stop first, in this order. */
  readonly callers: readonly Service[];
  /** Those that let go who waits in them (a long poll), so that the endpoint can close. */
  readonly brokers: readonly Service[];
  /** Those that the requests which still run may need to the end. */
  readonly keepers: readonly Service[];
  readonly apigateway: ReturnType<typeof apigatewayService>;
  readonly apigatewayv2: ApiGatewayV2Service;
  readonly dynamodb: ReturnType<typeof dynamodbService>;
  readonly lambda: LambdaService;
  readonly s3: S3Service;
  readonly sns: SnsService;
}

/** Makes the services, and lets those that need each other find each other in `grid`. */
export function createServices(grid: Mutable<GridContext>, access: Roles, cloudformation: Service): Services {
  const dynamodb = dynamodbService(grid);
  const sqs = sqsService(grid);
  const sns = snsService(grid);
  const events = eventsService(grid);
  const lambda = lambdaService(grid);
  const apigateway = apigatewayService(grid);
  const apigatewayv2 = apigatewayv2Service(grid);
  const xray = xrayService(grid);
  const s3 = s3Service(grid, events);
  grid.withLocalUrls = (text) => withLocalUrls(text, [...apigateway.localUrls(), ...apigatewayv2.localUrls()]);
  grid.queues = sqs;
  grid.streams = dynamodb;
  grid.functions = lambda;
  grid.traces = xray;
  const receivers = { sqs: sqs.receiver, sns: sns.receiver, events: events.receiver, lambda: lambda.receiver };
  grid.receivers = Object.fromEntries(
    Object.entries(receivers).map(([name, receiver]) => [name, faultable(receiver, grid.faults)]),
  );
  const sts = stsService(grid, access);
  const ses = sesService(grid, events);
  const accepted = [
    cloudformation,
    sts,
    logsService(grid),
    cloudwatchService(),
    codedeployService(),
    kmsService(),
    cdkService(),
  ];
  const callers = [apigateway, apigatewayv2, lambda];
  const brokers = [events, schedulerService(grid), sns, sqs, s3, ses];
  const keepers = [dynamodb, xray, iamService(access), ...accepted];
  return {
    all: [...keepers, ...brokers, ...callers],
    callers,
    brokers,
    keepers,
    apigateway,
    apigatewayv2,
    dynamodb,
    lambda,
    s3,
    sns,
  };
}

/** The context while the grid is put together. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
