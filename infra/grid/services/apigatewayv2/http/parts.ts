import type { DecisionCache } from '../../apigateway/request/decisionCache.ts';
import type { Policy } from '../../apigateway/request/policy.ts';
import type { Parts } from '../parts.ts';
import type { Caller } from './exchange.ts';
import type { IssuerKeys } from './jwt.ts';

/** What an authorizer's function decided: yes or no, or a policy that says of which routes. */
export interface HttpDecision {
  readonly verdict: boolean | Policy;
  readonly caller: Caller;
}

/** What the requests to HTTP APIs share. */
export interface HttpParts extends Parts {
  /** Of all stages. */
  readonly decisions: DecisionCache<HttpDecision>;
  readonly issuers: IssuerKeys;
}
