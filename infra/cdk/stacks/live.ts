import { CfnOutput, Fn } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroupLogDestination, WebSocketApi, WebSocketRoute, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { functionArn } from '../constructs/arns.ts';
import { namedLive } from '../constructs/edge/domain.ts';
import { type Placement, StageStack } from '../constructs/stageStack.ts';
import type { Declared } from '../derive/functions.ts';
import { API_STAGE } from '../names.ts';

interface Props extends Placement {
  readonly functions: readonly Declared<'technical'>[];
}

/** What is noted of each message: never a header, and so no token. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    connectionId: '$context.connectionId',
    routeKey: '$context.routeKey',
    eventType: '$context.eventType',
    status: '$context.status',
    requestTime: '$context.requestTime',
  }),
);

/** The WebSocket API: a route for each declaration, and one function that says who may connect. */
export class LiveStack extends StageStack {
  constructor(scope: Construct, { functions, settings, features }: Props) {
    super(scope, 'vivo', { settings, features });
    const api = WebSocketApi.fromWebSocketApiAttributes(this, 'Api', { webSocketId: Fn.importValue(this.names.live) });
    const guard = functions.find(({ declaration }) => declaration.trigger.on === 'socketAuthorizer');
    if (!guard) throw new Error('Nobody says who may connect to the WebSocket API.');
    const authorizer = new WebSocketLambdaAuthorizer('Authorizer', this.#named(guard.name), {
      identitySource: ['route.request.header.Sec-WebSocket-Protocol'],
    });
    for (const { name, declaration } of functions) {
      const { trigger } = declaration;
      if (trigger.on !== 'socket') continue;
      const route = new WebSocketRoute(this, `Route${name}`, {
        webSocketApi: api,
        routeKey: trigger.route,
        integration: new WebSocketLambdaIntegration(name, this.#named(name)),
        ...(trigger.route === '$connect' && { authorizer }),
        ...(trigger.message && { returnResponse: true }),
      });
      if (trigger.route !== '$connect')
        acknowledge(route, {
          APIG4: 'Who connects is authorized; API Gateway takes an authorizer for no other route.',
        });
    }
    const stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: api,
      stageName: API_STAGE,
      autoDeploy: true,
      throttle: { rateLimit: 1_000, burstLimit: 2_000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            logGroupName: `/aws/apigateway/${this.names.live}`,
            retention: settings.logRetention,
            removalPolicy: settings.removal,
          }),
        ),
        format: ACCESS_LOG,
      },
    });
    if (settings.account.live) namedLive(this, { api, stage }, settings.account.live);
    new CfnOutput(this, 'LiveUrl', { value: stage.url });
  }

  #named(name: string) {
    return LambdaFunction.fromFunctionAttributes(this, name, {
      functionArn: functionArn(this, name),
      sameEnvironment: true,
    });
  }
}
