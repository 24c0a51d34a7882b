import { withVariables } from '../../apigateway/compile/stage.ts';
import { AUTHORIZER_MS, admit, askAuthorizer, policyDecision } from '../../apigateway/request/askAuthorizer.ts';
import { GatewayFailure } from '../../apigateway/request/failures.ts';
import { executeApiArn, type Place } from '../../apigateway/state.ts';
import type { Parts } from '../parts.ts';
import type { Authorizer, Deployed, WebSocketApi } from '../state.ts';
import { type Opening, openingMembers, requestContext } from './occasion.ts';

/**
 * Gives what the authorizer says of the client:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 * @throws GatewayFailure when it may not connect; without asking, when what identifies it is missing.
 */
export async function authorize(
  { grid, deadlines }: Parts,
  { api, stage, authorizer }: Deployed<WebSocketApi> & { readonly authorizer: Authorizer },
  occasion: Opening,
): Promise<Record<string, string>> {
  const variables = stage.variables;
  if (authorizer.identitySources.some((source) => !valueAt(occasion, variables, source)))
    throw new GatewayFailure('UNAUTHORIZED');
  const methodArn = executeApiArn(api.id, `${stage.name}/$connect`);
  const decision = await askAuthorizer(grid, deadlines, {
    ...authorizer,
    functionArn: withVariables(authorizer.functionArn, stage),
    api,
    arn: executeApiArn(api.id, `authorizers/${authorizer.id}`),
    trace: undefined,
    event: JSON.stringify({
      type: 'REQUEST',
      methodArn,
      queryStringParameters: {},
      multiValueQueryStringParameters: {},
      ...openingMembers(occasion),
      stageVariables: variables,
      requestContext: requestContext(occasion),
    }),
    timeoutMs: AUTHORIZER_MS,
    read: (payload) => policyDecision(api.id, payload),
  });
  admit(decision, methodArn, { sourceIp: occasion.client.sourceIp, at: occasion.at });
  return decision.context;
}

function valueAt(occasion: Opening, variables: Readonly<Record<string, string>>, { in: where, name }: Place): unknown {
  switch (where) {
    case 'header':
      return occasion.headers.lower[name.toLowerCase()];
    case 'querystring':
      return occasion.query?.single[name];
    case 'stageVariables':
      return variables[name];
    default: {
      let value: unknown = requestContext(occasion);
      for (const part of name.split('.')) value = (value as Record<string, unknown> | undefined)?.[part];
      return value;
    }
  }
}
