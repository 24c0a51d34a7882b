// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what Fn::Sub and selection expressions look like
import type { Template } from '../../../cloudformation/template.ts';

const allow = (Action: string, more: object) => ({ Statement: [{ Effect: 'Allow', Action, ...more }] });
/** A resource of a template. */
export const of = (Type: string, Properties: object, more: object = {}) => ({ Type, Properties, ...more });
/** A resource of API Gateway v2, of the API `Api`. */
export const v2 = (type: string, properties: object, more?: object) =>
  of(`AWS::ApiGatewayV2::${type}`, { ...(type !== 'Api' && { ApiId: { Ref: 'Api' } }), ...properties }, more);

/** An API written by hand, with the route `uno` and a function that answers with the route's key; `changes` are resources. */
export function template(changes: Record<string, object> = {}): Template {
  return {
    Resources: {
      Role: of('AWS::IAM::Role', {
        AssumeRolePolicyDocument: allow('sts:AssumeRole', { Principal: { Service: 'lambda.amazonaws.com' } }),
      }),
      Fn: of('AWS::Lambda::Function', {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: 'exports.handler = async (e) => ({ statusCode: 200, body: e.requestContext.routeKey });' },
      }),
      Permission: of('AWS::Lambda::Permission', {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': ['Fn', 'Arn'] },
        Principal: 'apigateway.amazonaws.com',
        SourceArn: { 'Fn::Sub': 'arn:aws:execute-api:us-east-1:000000000000:${Api}/dev/uno' },
      }),
      Api: v2('Api', { Name: 'mano', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '${request.body.a.b}' }),
      Integration: v2('Integration', {
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: {
          'Fn::Sub': 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations',
        },
      }),
      ...route('Uno', 'uno'),
      Deployment: v2('Deployment', {}, { DependsOn: ['Uno', 'UnoResponse'] }),
      Stage: v2('Stage', { StageName: 'dev', DeploymentId: { Ref: 'Deployment' } }),
      ...changes,
    },
    Outputs: {
      Url: { Value: { 'Fn::Sub': '${Api.ApiEndpoint}/${Stage}' } },
      Id: { Value: { 'Fn::GetAtt': ['Api', 'ApiId'] } },
    },
  };
}

/** A route to that function, and its route response. */
export function route(name: string, RouteKey: string, more: object = {}): Record<string, object> {
  return {
    [name]: v2('Route', { RouteKey, Target: { 'Fn::Sub': 'integrations/${Integration}' }, ...more }),
    [`${name}Response`]: v2('RouteResponse', { RouteId: { Ref: name }, RouteResponseKey: '$default' }),
  };
}
