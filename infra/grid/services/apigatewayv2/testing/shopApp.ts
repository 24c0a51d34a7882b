import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnApi,
  CfnIntegration,
  CfnRoute,
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpJwtAuthorizer,
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration, HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';

/** What a test gives the app, and changes between two deployments. */
export interface ShopOptions {
  readonly outdir: string;
  /** The server of the tokens' issuer, and of what is handed on. */
  readonly serverUrl: string;
  /** Adds a route of this path. */
  readonly added?: string;
}

/** Answers as its query asks for; with its event, unless told otherwise. */
const ECHO = `
exports.handler = async (event) => {
  const { como } = event.queryStringParameters ?? {};
  if (como === 'falla') throw new Error('falla');
  if (como === 'malformada') return { statusCode: 'x' };
  if (como === 'tarda') await new Promise((resolve) => setTimeout(resolve, 9_000));
  if (como === 'texto') return 'hola';
  if (como === 'cookies') return {
    statusCode: 201,
    cookies: ['a=1; Secure', 'b=2'],
    headers: { 'content-type': 'image/png', 'Access-Control-Allow-Origin': 'https://otro.example' },
    body: Buffer.from([1, 2, 3]).toString('base64'),
    isBase64Encoded: true,
  };
  return event.version === '1.0' ? { statusCode: 200, body: JSON.stringify(event) } : event;
};`;

/** Lets the token `bueno` in; each of its answers is another. */
const GUARD = `
const { randomUUID } = require('node:crypto');
exports.handler = async ({ identitySource: [token], routeArn }) => {
  if (token === 'roto') return { esto: 'no' };
  return { isAuthorized: token === 'bueno', context: { vez: randomUUID(), roles: ['a', 'b'], routeArn } };
};`;

const POLICY = `
exports.handler = async ({ authorizationToken, methodArn }) => {
  const [token] = authorizationToken.split(',');
  if (token === 'nadie') throw new Error('Unauthorized');
  return {
    principalId: 'cliente-7',
    context: { nivel: 2 },
    policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: token === 'malo' ? 'Deny' : 'Allow', Resource: methodArn }] },
  };
};`;

/** Asks the other API by the name that AWS would give it. */
const CLIENT = `
exports.handler = async () => (await fetch(process.env.API_URL + '/ordenes/9?x=1')).json();`;

/** Two HTTP APIs: `tienda`, as the CDK's constructs write one (with a route whose function does not let it in), and `rapida`, by quick create. */
export function synthShop({ outdir, serverUrl, added }: ShopOptions): string {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Tienda');
  const fn = (name: string, code: string, environment: Record<string, string> = {}) =>
    new Lambda(stack, name, {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline(code),
      timeout: Duration.seconds(10),
      logGroup: new LogGroup(stack, `${name}Logs`),
      environment,
    });
  const echo = fn('Echo', ECHO);
  const integration = (name: string) => new HttpLambdaIntegration(name, echo);
  const { GET, POST, ANY } = HttpMethod;
  const shop = new HttpApi(stack, 'Shop', {
    apiName: 'tienda',
    corsPreflight: {
      allowOrigins: ['https://a.example'],
      allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
      allowHeaders: ['authorization'],
      exposeHeaders: ['x-a'],
      maxAge: Duration.minutes(5),
    },
  });
  const orders = { path: '/ordenes/{id}', methods: [GET, POST] };
  shop.addRoutes({ ...orders, integration: integration('Orders') });
  shop.addRoutes({
    path: '/viejo/{proxy+}',
    methods: [ANY],
    integration: new HttpLambdaIntegration('Old', echo, { payloadFormatVersion: PayloadFormatVersion.VERSION_1_0 }),
  });
  shop.addRoutes({
    path: '/tarda',
    methods: [GET],
    integration: new HttpLambdaIntegration('Late', echo, { timeout: Duration.millis(200) }),
  });
  shop.addRoutes({
    path: '/fuera/{proxy+}',
    methods: [ANY],
    integration: new HttpUrlIntegration('Elsewhere', `${serverUrl}/base/{proxy}`),
  });
  const tokens = new HttpJwtAuthorizer('Tokens', serverUrl, { jwtAudience: ['tienda'] });
  shop.addRoutes({ path: '/token', methods: [GET], integration: integration('Token'), authorizer: tokens });
  shop.addRoutes({
    path: '/token',
    methods: [POST],
    integration: integration('Scoped'),
    authorizer: tokens,
    authorizationScopes: ['escribir', 'leer'],
  });
  for (const issuer of ['mudo', 'sin-claves']) {
    const authorizer = new HttpJwtAuthorizer(issuer, `${serverUrl}/${issuer}`, { jwtAudience: ['tienda'] });
    shop.addRoutes({ path: `/token/${issuer}`, methods: [GET], integration: integration(issuer), authorizer });
  }
  const simple = new HttpLambdaAuthorizer('Simple', fn('Guard', GUARD), {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: ['$request.header.X-Token'],
    resultsCacheTtl: Duration.minutes(1),
  });
  shop.addRoutes({ path: '/simple', methods: [ANY], integration: integration('Simple'), authorizer: simple });
  const policy = new HttpLambdaAuthorizer('Policy', fn('Policy', POLICY), {
    responseTypes: [HttpLambdaResponseType.IAM],
    identitySource: ['$request.querystring.token', '$context.routeKey'],
    resultsCacheTtl: Duration.seconds(0),
  });
  shop.addRoutes({ path: '/politica', methods: [GET], integration: integration('Policed'), authorizer: policy });
  if (added) shop.addRoutes({ path: added, methods: [GET], integration: integration('Added') });
  const logs = new LogGroup(stack, 'AccessLogs', { logGroupName: 'accesos' });
  const dev = new HttpStage(stack, 'Dev', {
    httpApi: shop,
    stageName: 'dev',
    autoDeploy: true,
    stageVariables: { color: 'azul' },
    throttle: { rateLimit: 1, burstLimit: 2 },
    accessLogSettings: {
      destination: new LogGroupLogDestination(logs),
      format: AccessLogFormat.custom(
        '$context.httpMethod $context.path $context.routeKey $context.status $context.error.message $context.requestId',
      ),
    },
  });
  const client = fn('Client', CLIENT, { API_URL: shop.apiEndpoint });
  const closed = new CfnIntegration(stack, 'Closed', {
    apiId: shop.apiId,
    integrationType: 'AWS_PROXY',
    integrationUri: client.functionArn,
    payloadFormatVersion: '2.0',
  });
  new CfnRoute(stack, 'ClosedRoute', {
    apiId: shop.apiId,
    routeKey: 'GET /cerrada',
    target: `integrations/${closed.ref}`,
  });
  const quick = new CfnApi(stack, 'Quick', { name: 'rapida', protocolType: 'HTTP', target: client.functionArn });
  client.addPermission('Quick', {
    principal: new ServicePrincipal('apigateway.amazonaws.com'),
    sourceArn: stack.formatArn({ service: 'execute-api', resource: quick.ref, resourceName: '*/$default' }),
  });
  new CfnOutput(stack, 'Url', { value: shop.url ?? '' });
  new CfnOutput(stack, 'Id', { value: shop.apiId });
  new CfnOutput(stack, 'DevUrl', { value: dev.url });
  new CfnOutput(stack, 'QuickUrl', { value: quick.attrApiEndpoint });
  app.synth();
  return outdir;
}
