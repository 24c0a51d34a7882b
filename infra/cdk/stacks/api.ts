import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  AuthorizationType,
  EndpointType,
  type IAuthorizer,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  ResponseType,
  RestApi,
  TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { functionArn } from '../constructs/arns.ts';
import type { StageSettings } from '../defaults.ts';
import { type ApiRoute, PUBLIC } from '../derive/routes.ts';
import type { GridFeatures } from '../grids.ts';
import { PREFIX } from '../names.ts';

interface Props extends StackProps {
  readonly routes: readonly ApiRoute[];
  readonly settings: StageSettings;
  readonly features: GridFeatures;
  /** The short name of the function that verifies tokens. */
  readonly authorizer: string;
}

interface Problem {
  readonly type: ResponseType;
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Problem details (RFC 9457) for what API Gateway answers itself. */
const PROBLEMS: readonly Problem[] = [
  {
    type: ResponseType.UNAUTHORIZED,
    status: 401,
    code: 'NO_AUTENTICADO',
    title: 'Se necesita un token válido',
    // RFC 9110 demands it of a 401. A function's own would be renamed by API Gateway; a gateway response's is not.
    headers: { 'WWW-Authenticate': "'Bearer'" },
  },
  { type: ResponseType.ACCESS_DENIED, status: 403, code: 'SIN_PERMISO', title: 'El token no da permiso' },
  {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    status: 404,
    code: 'RUTA_DESCONOCIDA',
    title: 'No hay tal ruta o método',
  },
  {
    type: ResponseType.THROTTLED,
    status: 429,
    code: 'DEMASIADAS_PETICIONES',
    title: 'Demasiadas peticiones',
    // The stage's limit is a second's. A quota's answer would name another time; there is no quota.
    headers: { 'Retry-After': "'1'" },
  },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    code: 'PETICION_DEMASIADO_GRANDE',
    title: 'La petición es demasiado grande',
  },
  {
    type: ResponseType.INTEGRATION_TIMEOUT,
    status: 504,
    code: 'TIEMPO_AGOTADO',
    title: 'La operación tardó demasiado',
  },
  { type: ResponseType.DEFAULT_4XX, status: 400, code: 'PETICION_INVALIDA', title: 'La petición no es válida' },
  { type: ResponseType.DEFAULT_5XX, status: 500, code: 'ERROR_INTERNO', title: 'Algo ha fallado de nuestra parte' },
];

/** The public API: a resource and a method for each route, all behind one authorizer. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, { routes, settings, features, authorizer, ...props }: Props) {
    super(scope, id, props);
    const api = new RestApi(this, 'Api', {
      restApiName: PREFIX,
      description: 'Entregas de los Alpes',
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: true,
      cloudWatchRoleRemovalPolicy: settings.removal,
      deployOptions: {
        stageName: 'v1',
        tracingEnabled: true,
        throttlingRateLimit: 1_000,
        throttlingBurstLimit: 2_000,
        loggingLevel: MethodLoggingLevel.ERROR,
        accessLogDestination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            logGroupName: `/aws/apigateway/${PREFIX}`,
            retention: settings.logRetention,
            removalPolicy: settings.removal,
          }),
        ),
        accessLogFormat: AccessLogFormat.jsonWithStandardFields(),
      },
    });
    for (const { type, status, code, title, headers } of PROBLEMS) {
      api.addGatewayResponse(type.responseType, {
        type,
        statusCode: String(status),
        responseHeaders: { 'Content-Type': "'application/problem+json; charset=utf-8'", ...headers },
        templates: {
          'application/json': `{"type":"urn:alpes:problema:${code}","title":"${title}","status":${status},"codigo":"${code}","instance":"urn:alpes:peticion:$context.requestId"}`,
        },
      });
    }
    const guard = features.authorizer
      ? new TokenAuthorizer(this, 'Authorizer', {
          handler: this.#named(authorizer),
          identitySource: 'method.request.header.Authorization',
          resultsCacheTtl: Duration.minutes(5),
        })
      : undefined;
    for (const { method, path, scope: right, declared } of routes) {
      const made = api.root
        .resourceForPath(path)
        .addMethod(method, new LambdaIntegration(this.#named(declared.name), { allowTestInvoke: false }), {
          operationName: declared.name,
          ...(right === PUBLIC ? { authorizationType: AuthorizationType.NONE } : guarded(guard)),
        });
      if (right === PUBLIC) acknowledge(made, { APIG4: 'It describes the API: one reads it before one has a token.' });
    }
    acknowledge(api, {
      APIG2:
        'Each function validates its input by its own schema and names the wrong field; a validator here would answer first, and not say which.',
      APIG3:
        'Which web ACL stands before an API is for the account to say (Firewall Manager); the stage limits requests by itself.',
      COG4: 'Tokens may come from any OIDC issuer; a Lambda authorizer verifies them.',
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
        'The policy that AWS keeps for this very role; API Gateway accepts it by its log actions on any group.',
    });
    new CfnOutput(this, 'ApiUrl', { value: api.url });
    new CfnOutput(this, 'ApiId', { value: api.restApiId });
  }

  #named(name: string) {
    return LambdaFunction.fromFunctionAttributes(this, name, {
      functionArn: functionArn(this, name),
      sameEnvironment: true,
    });
  }
}

function guarded(authorizer: IAuthorizer | undefined) {
  return authorizer
    ? { authorizer, authorizationType: AuthorizationType.CUSTOM }
    : { authorizationType: AuthorizationType.NONE };
}
