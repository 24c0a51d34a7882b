import type { DecisionCache } from '../../apigateway/request/decisionCache.ts';
import type { Parts } from '../parts.ts';
import type { HttpDecision } from './authorize.ts';
import type { IssuerKeys } from './jwt.ts';

/** What the requests to HTTP APIs share. */
export interface HttpParts extends Parts {
  /** Of all stages. */
  readonly decisions: DecisionCache<HttpDecision>;
  readonly issuers: IssuerKeys;
}
