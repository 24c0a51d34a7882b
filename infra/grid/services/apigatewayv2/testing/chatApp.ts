import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';

/** What a test changes between two deployments. */
export interface ChatOptions {
  readonly outdir: string;
  /** Adds a route of this key. */
  readonly added?: string;
  /** Leaves the API that needs no authorizer out. */
  readonly withoutOpen?: boolean;
}

/** Takes every route; what it sees goes to a queue. `QUEUE_URL` and `CALLBACK_URL` come from the template. */
const TALK = `
const { ApiGatewayManagementApiClient, PostToConnectionCommand } = require('@aws-sdk/client-apigatewaymanagementapi');
const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
const sqs = new SQSClient();
const client = (endpoint) => new ApiGatewayManagementApiClient({ endpoint });
exports.handler = async (event) => {
  const { routeKey, connectionId, domainName, stage } = event.requestContext;
  const post = (endpoint, Data) =>
    client(endpoint).send(new PostToConnectionCommand({ ConnectionId: connectionId, Data }));
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: JSON.stringify(event) }));
  if (routeKey === '$connect') {
    const { status = '200', fail } = event.queryStringParameters ?? {};
    if (fail) throw new Error('no');
    const asked = (event.headers['Sec-WebSocket-Protocol'] ?? '').split(/, */);
    const headers = asked.includes('v2') ? { 'Sec-WebSocket-Protocol': 'v2' } : {};
    return { statusCode: Number(status), headers, body: 'de la funcion' };
  }
  if (routeKey === 'publica') await post(process.env.CALLBACK_URL, 'para ti');
  if (routeKey === 'dominio') await post('https://' + domainName + '/' + stage, 'por su nombre');
  if (routeKey === 'falla') throw new Error('falla');
  if (routeKey === 'calla') return undefined;
  if (routeKey === 'tarda') await new Promise((resolve) => setTimeout(resolve, 9_000));
  return { statusCode: 200, body: 'respuesta a ' + event.body };
};`;

const GUARD = `
exports.handler = async (event) => {
  const { token } = event.queryStringParameters;
  if (token === 'nadie') throw new Error('Unauthorized');
  if (token === 'roto') throw new Error('roto');
  const Effect = token === 'bueno' ? 'Allow' : 'Deny';
  return {
    principalId: 'cliente-7',
    context: { nivel: 2, visto: JSON.stringify([event.type, event.requestContext.eventType, event.methodArn]) },
    policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource: event.methodArn }] },
  };
};`;

/** Posts to the connection that it is asked for, with no right to. */
const OUTSIDER = `
const { ApiGatewayManagementApiClient, PostToConnectionCommand } = require('@aws-sdk/client-apigatewaymanagementapi');
const connections = new ApiGatewayManagementApiClient({ endpoint: process.env.CALLBACK_URL, maxAttempts: 1 });
exports.handler = ({ ConnectionId }) =>
  connections.send(new PostToConnectionCommand({ ConnectionId, Data: 'x' })).then(
    () => 'posted',
    ({ name, message, $metadata }) => ({ name, message, status: $metadata.httpStatusCode }),
  );`;

/** Two WebSocket APIs as the CDK writes them: `Chat`, with an authorizer, and `Open`, which has neither one nor `$default`. */
export function synthChat({ outdir, added, withoutOpen = false }: ChatOptions): string {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Chat');
  const queue = new Queue(stack, 'Seen');
  const fn = (name: string, code: string) =>
    new Lambda(stack, name, {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline(code),
      timeout: Duration.seconds(10),
      logGroup: new LogGroup(stack, `${name}Logs`),
      environment: { QUEUE_URL: queue.queueUrl },
    });
  const talk = fn('Talk', TALK);
  queue.grantSendMessages(talk);
  const integration = (name: string) => new WebSocketLambdaIntegration(name, talk);

  const chat = new WebSocketApi(stack, 'ChatApi', {
    apiName: 'chat',
    connectRouteOptions: {
      integration: integration('Connect'),
      authorizer: new WebSocketLambdaAuthorizer('Guard', fn('GuardFn', GUARD), {
        identitySource: ['route.request.querystring.token'],
      }),
    },
    disconnectRouteOptions: { integration: integration('Disconnect') },
    defaultRouteOptions: { integration: integration('Rest') },
  });
  chat.addRoute('eco', { integration: integration('Echo'), returnResponse: true });
  for (const key of ['publica', 'dominio', 'falla', 'calla']) chat.addRoute(key, { integration: integration(key) });
  const late = new WebSocketLambdaIntegration('Late', talk, { timeout: Duration.seconds(1) });
  chat.addRoute('tarda', { integration: late });
  if (added) chat.addRoute(added, { integration: integration('Added'), returnResponse: true });
  const stage = new WebSocketStage(stack, 'ChatStage', {
    webSocketApi: chat,
    stageName: 'dev',
    autoDeploy: true,
    stageVariables: { color: 'azul' },
  });
  stage.grantManagementApiAccess(talk);
  talk.addEnvironment('CALLBACK_URL', stage.callbackUrl);
  const outsider = fn('Outsider', OUTSIDER);
  outsider.addEnvironment('CALLBACK_URL', stage.callbackUrl);
  new CfnOutput(stack, 'OutsiderName', { value: outsider.functionName });
  new CfnOutput(stack, 'Url', { value: stage.url });
  new CfnOutput(stack, 'CallbackUrl', { value: stage.callbackUrl });
  new CfnOutput(stack, 'Endpoint', { value: chat.apiEndpoint });
  new CfnOutput(stack, 'SeenUrl', { value: queue.queueUrl });

  if (!withoutOpen) {
    const open = new WebSocketApi(stack, 'OpenApi', { apiName: 'open' });
    open.addRoute('eco', { integration: integration('OpenEcho'), returnResponse: true });
    const openStage = new WebSocketStage(stack, 'OpenStage', {
      webSocketApi: open,
      stageName: 'dev',
      autoDeploy: true,
    });
    new CfnOutput(stack, 'OpenUrl', { value: openStage.url });
  }
  app.synth();
  return outdir;
}
