import { CfnOutput, Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  ApiKeySourceType,
  AuthorizationType,
  EndpointType,
  type IAuthorizer,
  LambdaIntegration,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  type MethodResponse,
  MockIntegration,
  PassthroughBehavior,
  ResponseType,
  RestApi,
  TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import type { Construct } from 'constructs';
import { type Meaning, PROBLEMS, type ProblemCode, problemType } from '#shared/model/problem.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { watchApi } from '../constructs/alarms.ts';
import { functionArn, servingArn } from '../constructs/arns.ts';
import { preflight, sharedWith, TO_ANY_ORIGIN } from '../constructs/edge/crossOrigin.ts';
import { named, rootAt } from '../constructs/edge/domain.ts';
import { walled } from '../constructs/edge/firewall.ts';
import { metered } from '../constructs/edge/plan.ts';
import { namesIn, StageStack } from '../constructs/stageStack.ts';
import type { StageSettings } from '../defaults.ts';
import { servesPages } from '../derive/functions.ts';
import type { ApiRoute } from '../derive/routes.ts';
import { PUBLIC } from '../derive/scope.ts';
import type { GridFeatures } from '../grids.ts';
import { API_STACK, API_STAGE } from '../names.ts';
import { API_PER_SECOND } from '../settings/account.ts';

interface Props {
  readonly routes: readonly ApiRoute[];
  readonly settings: StageSettings;
  readonly features: GridFeatures;
  /** The short name of the function that verifies tokens. */
  readonly authorizer: string;
}

/** What is noted of each request: who asked for what, how it ended, and how long that took. It has the route, not the path. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    requestTime: AccessLogField.contextRequestTime(),
    principal: AccessLogField.contextAuthorizerPrincipalId(),
    ip: AccessLogField.contextIdentitySourceIp(),
    httpMethod: AccessLogField.contextHttpMethod(),
    resourcePath: AccessLogField.contextResourcePath(),
    status: AccessLogField.contextStatus(),
    responseLength: AccessLogField.contextResponseLength(),
    latencyMs: AccessLogField.contextResponseLatency(),
    integrationLatencyMs: AccessLogField.contextIntegrationLatency(),
    xrayTraceId: AccessLogField.contextXrayTraceId(),
  }),
);

/**
 * What API Gateway takes for a token: three parts of base64url (RFC 7515, 7.1) after the name of the scheme, in any case (RFC 9110,
 * 11.1). What has another shape gets its 401 without a run of the authorizer. Where a grid has the whole value match, or a part
 * of it, this is the same.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html
 */
const TOKEN_SHAPE = '^[Bb][Ee][Aa][Rr][Ee][Rr] [\\w-]+\\.[\\w-]+\\.[\\w-]+$';

const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** The status of the answer to a browser's preflight. */
const PREFLIGHT = '204';

/**
 * Answers of so many bytes go out compressed: scripts, and long lists. Compressing them beforehand would need every type of
 * the API declared binary, and then every function would get its body in base64.
 */
const COMPRESSED_FROM = 10_000;

/** The codes of what API Gateway answers itself, by the kind of its answer. */
const GATEWAY_ANSWERS: readonly (readonly [ResponseType, ProblemCode])[] = [
  [ResponseType.UNAUTHORIZED, 'NO_AUTENTICADO'],
  [ResponseType.ACCESS_DENIED, 'SIN_PERMISO'],
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, 'RUTA_DESCONOCIDA'],
  [ResponseType.REQUEST_TOO_LARGE, 'PETICION_DEMASIADO_GRANDE'],
  [ResponseType.UNSUPPORTED_MEDIA_TYPE, 'TIPO_NO_ADMITIDO'],
  [ResponseType.THROTTLED, 'DEMASIADAS_PETICIONES'],
  [ResponseType.QUOTA_EXCEEDED, 'CUPO_AGOTADO'],
  // Nobody sends a key: while a plan is being taken away, the authorizer knows that before the API does.
  [ResponseType.INVALID_API_KEY, 'SERVICIO_NO_DISPONIBLE'],
  [ResponseType.INTEGRATION_TIMEOUT, 'TIEMPO_AGOTADO'],
  [ResponseType.DEFAULT_4XX, 'PETICION_INVALIDA'],
  // A function answers its own bugs: what gets here has none that could, since it is throttled or has died.
  [ResponseType.DEFAULT_5XX, 'SERVICIO_NO_DISPONIBLE'],
];

/** The public API: a resource and a method for each route, all behind one authorizer. */
export class ApiStack extends StageStack {
  /** The root of its stage, or that of its domain. */
  readonly url: string;

  constructor(scope: Construct, { routes, settings, features, authorizer }: Props) {
    super(scope, API_STACK, { settings, features });
    const { cors, domain, firewall, plan, shift } = settings.account;
    const api = new RestApi(this, 'Api', {
      restApiName: this.names.system,
      description: 'Entregas de los Alpes',
      endpointTypes: [EndpointType.REGIONAL],
      minCompressionSize: Size.bytes(COMPRESSED_FROM),
      ...(plan && { apiKeySourceType: ApiKeySourceType.AUTHORIZER }),
      cloudWatchRole: true,
      // API Gateway has one such role for all of an account and region: that of the stage that was deployed last, which stays.
      cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN,
      deployOptions: {
        stageName: API_STAGE,
        tracingEnabled: true,
        throttlingRateLimit: API_PER_SECOND,
        throttlingBurstLimit: 2 * API_PER_SECOND,
        loggingLevel: MethodLoggingLevel.ERROR,
        accessLogDestination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            logGroupName: `/aws/apigateway/${this.names.system}`,
            retention: settings.logRetention,
            removalPolicy: settings.removal,
          }),
        ),
        accessLogFormat: ACCESS_LOG,
        methodOptions: Object.fromEntries(routes.flatMap(limitsOf)),
      },
    });
    // API Gateway's own, which it would make by itself, and keep for ever: it has to be there before the stage.
    const executions = new LogGroup(this, 'ExecutionLog', {
      logGroupName: `API-Gateway-Execution-Logs_${api.restApiId}/${API_STAGE}`,
      retention: settings.logRetention,
      removalPolicy: settings.removal,
    });
    api.deploymentStage.node.addDependency(executions);
    for (const [type, code] of GATEWAY_ANSWERS) {
      const { status, retryAfter }: Meaning = PROBLEMS[code];
      api.addGatewayResponse(type.responseType, {
        type,
        statusCode: String(status),
        responseHeaders: mapped('', {
          'Content-Type': PROBLEM_JSON,
          // RFC 9110 demands it of a 401. A function's own would be renamed by API Gateway; a gateway response's is not.
          ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
          ...(retryAfter && { 'Retry-After': String(retryAfter) }),
          // No header depends on who asks: such a template is no VTL. No cookie opens anything here, so any page may know
          // what whoever asks without a browser is told as well.
          ...(cors && TO_ANY_ORIGIN),
        }),
        templates: { 'application/json': bodyOf(code) },
      });
    }
    const called = (name: string) => this.#called(name, shift ? servingArn(this, name) : functionArn(this, name));
    const guard = features.authorizer
      ? new TokenAuthorizer(this, 'Authorizer', {
          handler: called(authorizer),
          identitySource: 'method.request.header.Authorization',
          validationRegex: TOKEN_SHAPE,
          resultsCacheTtl: Duration.minutes(5),
        })
      : undefined;
    for (const { method, path, scope: right, declared } of routes) {
      const made = api.root
        .resourceForPath(path)
        .addMethod(method, new LambdaIntegration(called(declared.name), { allowTestInvoke: false }), {
          operationName: declared.name,
          ...(right === PUBLIC
            ? { authorizationType: AuthorizationType.NONE }
            : { ...guarded(guard), apiKeyRequired: plan !== undefined }),
        });
      if (right === PUBLIC) acknowledge(made, { APIG4: `It is for everybody who has its address: ${whyOf(declared)}` });
    }
    for (const path of new Set(routes.map((route) => route.path))) {
      const those = routes.filter((route) => route.path === path);
      // Pages and what they are made of are for their own origin.
      const isPage = those.some(({ declared }) => servesPages(declared));
      const { integration, methodResponses } = otherMethods(
        those.map(({ method }) => method),
        isPage ? undefined : cors,
      );
      const refused = api.root
        .resourceForPath(path)
        .addMethod('ANY', integration, { authorizationType: AuthorizationType.NONE, methodResponses });
      acknowledge(refused, {
        APIG4:
          'It says which methods the path has, as the documentation does, and to which pages a browser may send them.',
      });
    }
    // What is released before it looks at its alarms: then they stand in a stack before both.
    if (!shift) watchApi(api);
    if (domain) named(this, api, domain);
    if (firewall)
      walled(this, api.deploymentStage, {
        ...firewall,
        headers: cors ? TO_ANY_ORIGIN : {},
      });
    if (plan) metered(this, api, plan);
    if (features.samplingRules) for (const path of new Set(routes.flatMap(opening))) untold(this, path);
    if (features.samplingRules && settings.traced < 1) sampled(this, settings.traced);
    acknowledge(api, {
      APIG2:
        'Each function validates its input by its own schema and names the wrong field; a validator here would answer first, and not say which.',
      ...(!firewall && {
        APIG3:
          'Which web ACL stands before an API is for the account to say (or Firewall Manager); the stage limits requests by itself.',
      }),
      COG4: 'Tokens may come from any OIDC issuer; a Lambda authorizer verifies them.',
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
        'The policy that AWS keeps for this very role; API Gateway accepts it by its log actions on any group.',
    });
    this.url = domain ? rootAt(domain) : api.url;
    // Who was deployed when there was no domain holds on to it: it cannot be taken from the stack before that is deployed again.
    if (domain) for (const held of [api.restApiId, api.deploymentStage.stageName]) this.exportValue(held);
    new CfnOutput(this, 'ApiUrl', { value: api.url });
    new CfnOutput(this, 'ApiId', { value: api.restApiId });
  }

  #called(name: string, functionArn: string): IFunction {
    // A function may be behind several routes.
    return (
      (this.node.tryFindChild(name) as IFunction | undefined) ??
      LambdaFunction.fromFunctionAttributes(this, name, {
        functionArn,
        sameEnvironment: true,
      })
    );
  }
}

/** How a method that is none of a path's is answered. */
interface Others {
  readonly integration: MockIntegration;
  readonly methodResponses: MethodResponse[];
}

/**
 * Answers what is no method of a path: API Gateway by itself takes it for a path that is not there. Where pages of other origins
 * may ask, it answers a browser's preflight as well: a method for that alone would be one more resource of each path, of the 500
 * that a stack may have.
 */
function otherMethods(methods: readonly string[], origins: readonly string[] | undefined): Others {
  const refused = String(PROBLEMS.METODO_NO_PERMITIDO.status);
  const shared = origins && sharedWith(origins);
  const answers = [
    {
      statusCode: refused,
      headers: {
        Allow: [...methods, ...(shared ? ['OPTIONS'] : [])].join(', '),
        'Content-Type': PROBLEM_JSON,
        ...shared?.headers,
      },
      template: `${shared?.template ?? ''}${bodyOf('METODO_NO_PERMITIDO')}`,
    },
    ...(shared
      ? [
          {
            statusCode: PREFLIGHT,
            selectionPattern: PREFLIGHT,
            headers: { ...preflight(methods), ...shared.headers },
            template: shared.template,
          },
        ]
      : []),
  ];
  const mock = (statusCode: string) => `{"statusCode": ${statusCode}}`;
  return {
    integration: new MockIntegration({
      passthroughBehavior: PassthroughBehavior.NEVER,
      requestTemplates: {
        'application/json': shared
          ? `#if($context.httpMethod == "OPTIONS")${mock(PREFLIGHT)}#else${mock(refused)}#end`
          : mock(refused),
      },
      integrationResponses: answers.map(({ headers, template, ...answer }) => ({
        ...answer,
        responseParameters: mapped('method.response.header.', headers),
        responseTemplates: { 'application/json': template },
      })),
    }),
    methodResponses: answers.map(({ statusCode, headers }) => ({
      statusCode,
      responseParameters: Object.fromEntries(
        Object.keys(headers).map((name) => [`method.response.header.${name}`, true]),
      ),
    })),
  };
}

/** Headers, as a mapping writes constants. */
function mapped(prefix: string, headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [prefix + name, `'${value}'`]));
}

/** Problem details as a template of API Gateway. */
function bodyOf(code: ProblemCode): string {
  const { title, status } = PROBLEMS[code];
  const instance = 'urn:alpes:peticion:$context.requestId';
  return JSON.stringify({ type: problemType(code), title, status, codigo: code, instance });
}

/** The path of a route whose last part opens something by itself, without a login. */
function opening({ path }: ApiRoute): string[] {
  return path.endsWith('/{token}') ? [path.slice(0, -'{token}'.length)] : [];
}

/** One request a second is traced, and of the others a part: each trace costs, and a busy minute is like another. */
function sampled(scope: Construct, part: number): void {
  new CfnSamplingRule(scope, 'Sampled', {
    samplingRule: { ...ofTheApi(scope), priority: 1_000, fixedRate: part, reservoirSize: 1, urlPath: '*' },
  });
}

/** What all sampling rules of the API say alike. */
function ofTheApi(scope: Construct, path?: string) {
  const names = namesIn(scope);
  return {
    version: 1,
    ruleName: path === undefined ? names.system : names.of(path),
    serviceName: `${names.system}/${API_STAGE}`,
    serviceType: 'AWS::ApiGateway::Stage',
    host: '*',
    httpMethod: '*',
    resourceArn: '*',
  };
}

/** X-Ray keeps the whole address of a request, and nothing may keep one that opens something: such requests are not traced. */
function untold(scope: Construct, path: string): void {
  const name = path.replaceAll('/', '');
  new CfnSamplingRule(scope, `Untold-${name}`, {
    samplingRule: {
      ...ofTheApi(scope, name),
      priority: 10,
      fixedRate: 0,
      reservoirSize: 0,
      urlPath: `*${path}*`,
    },
  });
}

function whyOf({ kind, declaration, name }: ApiRoute['declared']): string {
  return kind === 'technical' ? declaration.why : name;
}

/** The settings of a method that has a limit of its own, or whose path opens something: what it logs of an execution would hold that. */
function limitsOf(route: ApiRoute): [string, MethodDeploymentOptions][] {
  const { method, path, perSecond } = route;
  if (perSecond === undefined && opening(route).length === 0) return [];
  const throttlingRateLimit = perSecond ?? API_PER_SECOND;
  const limits = { throttlingRateLimit, throttlingBurstLimit: 2 * throttlingRateLimit };
  return [[`${path}/${method}`, { ...limits, loggingLevel: MethodLoggingLevel.OFF }]];
}

function guarded(authorizer: IAuthorizer | undefined) {
  return authorizer
    ? { authorizer, authorizationType: AuthorizationType.CUSTOM }
    : { authorizationType: AuthorizationType.NONE };
}
