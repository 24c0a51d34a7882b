import { ArnFormat, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AuthorizationType,
  EndpointType,
  type IAuthorizer,
  LambdaIntegration,
  ResponseType,
  RestApi,
  TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type ApiRoute, PUBLIC } from '../derive/routes.ts';
import type { GridFeatures } from '../grids.ts';
import { PREFIX, physicalName } from '../names.ts';

interface Props extends StackProps {
  readonly routes: readonly ApiRoute[];
  readonly features: GridFeatures;
  /** The short name of the function that verifies tokens. */
  readonly authorizer: string;
}

/** Problem details (RFC 9457) for what API Gateway answers itself. */
const PROBLEMS: readonly { type: ResponseType; status: number; code: string; title: string }[] = [
  { type: ResponseType.UNAUTHORIZED, status: 401, code: 'NO_AUTENTICADO', title: 'Se necesita un token válido' },
  { type: ResponseType.ACCESS_DENIED, status: 403, code: 'SIN_PERMISO', title: 'El token no da permiso' },
  {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    status: 404,
    code: 'RUTA_DESCONOCIDA',
    title: 'No hay tal ruta o método',
  },
  { type: ResponseType.THROTTLED, status: 429, code: 'DEMASIADAS_PETICIONES', title: 'Demasiadas peticiones' },
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
  constructor(scope: Construct, id: string, { routes, features, authorizer, ...props }: Props) {
    super(scope, id, props);
    const api = new RestApi(this, 'Api', {
      restApiName: PREFIX,
      description: 'Entregas de los Alpes',
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: false,
      deployOptions: { stageName: 'v1', tracingEnabled: true, throttlingRateLimit: 1_000, throttlingBurstLimit: 2_000 },
    });
    for (const { type, status, code, title } of PROBLEMS) {
      api.addGatewayResponse(type.responseType, {
        type,
        statusCode: String(status),
        responseHeaders: { 'Content-Type': "'application/problem+json; charset=utf-8'" },
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
      api.root
        .resourceForPath(path)
        .addMethod(method, new LambdaIntegration(this.#named(declared.name), { allowTestInvoke: false }), {
          operationName: declared.name,
          ...(right === PUBLIC ? { authorizationType: AuthorizationType.NONE } : guarded(guard)),
        });
    }
    new CfnOutput(this, 'ApiUrl', { value: api.url });
    new CfnOutput(this, 'ApiId', { value: api.restApiId });
  }

  #named(name: string) {
    return LambdaFunction.fromFunctionAttributes(this, name, {
      functionArn: this.formatArn({
        service: 'lambda',
        resource: 'function',
        resourceName: physicalName(name),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      sameEnvironment: true,
    });
  }
}

function guarded(authorizer: IAuthorizer | undefined) {
  return authorizer
    ? { authorizer, authorizationType: AuthorizationType.CUSTOM }
    : { authorizationType: AuthorizationType.NONE };
}
