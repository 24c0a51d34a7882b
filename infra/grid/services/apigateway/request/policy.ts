import { listOf } from '../../../iam/condition.ts';
import { contextOf } from '../../../iam/context.ts';
import {
  compilePolicy,
  type Question,
  resourceVerdict,
  type Statement,
  type Verdict,
  verdictOf,
} from '../../../iam/policy.ts';
import type { JsonObject } from '../../../service.ts';

/** A policy that answers for calls of `execute-api:Invoke`. */
export type Policy = (arn: string, call: PolicyCall) => Verdict;

/** What the conditions of such a policy may ask about. */
export interface PolicyCall {
  readonly sourceIp: string;
  /** When it came, by the grid's clock. */
  readonly at: number;
}

/** Callers are not signed in: a statement for somebody in particular never speaks of them. */
const ANYBODY = {};

/**
 * Compiles an API's own policy. A resource in the short form `execute-api:/prod/GET/*` stands under `apiArn`. Throws
 * when the document is not a policy, or has what the grid does not evaluate.
 */
export function compileApiPolicy(document: JsonObject, apiArn: string): Policy {
  const statements = statementsOf(document, apiArn);
  if (statements.some(({ principal }) => !principal))
    throw new Error("a statement of an API's policy has no Principal");
  return (arn, call) => resourceVerdict(statements, questionOf(arn, call), ANYBODY);
}

/** Compiles the policy that an authorizer gave for its caller, which names no principal. Throws as for an API's own. */
export function compileCallerPolicy(document: JsonObject, apiArn: string): Policy {
  const statements = statementsOf(document, apiArn);
  return (arn, call) => verdictOf(statements, questionOf(arn, call));
}

function statementsOf(document: JsonObject, apiArn: string): Statement[] {
  const given: JsonObject[] = [document.Statement ?? []].flat();
  if (given.length === 0) throw new Error('the policy document has no Statement');
  const withoutResource = given.find(({ Resource, NotResource }) => (Resource ?? NotResource) === undefined);
  if (withoutResource) throw new Error('a policy statement has neither Resource nor NotResource');
  return compilePolicy({ Statement: given.map((statement) => withFullArns(statement, apiArn)) });
}

function withFullArns({ Resource, NotResource, ...statement }: JsonObject, apiArn: string): JsonObject {
  const full = (resources: unknown) => listOf(resources).map((text) => text.replace(/^execute-api:\/?/, apiArn));
  return {
    ...statement,
    ...(Resource !== undefined && { Resource: full(Resource) }),
    ...(NotResource !== undefined && { NotResource: full(NotResource) }),
  };
}

function questionOf(arn: string, { at, sourceIp }: PolicyCall): Question {
  return {
    action: 'execute-api:invoke',
    resource: arn,
    context: () => contextOf(at, { 'aws:SourceIp': sourceIp }),
  };
}
