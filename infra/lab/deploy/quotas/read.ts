import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import {
  paginateListAWSDefaultServiceQuotas,
  paginateListServiceQuotas,
  type ServiceQuota,
  type ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';

/** What an account says of its functions. */
export interface Concurrency {
  /** Runs at once, of all functions. */
  readonly total: number;
  /** What no function has reserved for itself. */
  readonly unreserved: number;
}

/** An account's clients of what says its limits. */
export interface Asked {
  readonly lambda: LambdaClient;
  readonly quotas: ServiceQuotasClient;
}

/** A quota as the account has it. */
export type Quota = Pick<ServiceQuota, 'QuotaName' | 'Value'>;

/** How many functions may run at once. */
export async function concurrencyOf({ lambda }: Asked): Promise<Concurrency> {
  const { AccountLimit = {} } = await lambda.send(new GetAccountSettingsCommand({}));
  const { ConcurrentExecutions, UnreservedConcurrentExecutions } = AccountLimit;
  if (ConcurrentExecutions === undefined || UnreservedConcurrentExecutions === undefined)
    throw new Error('Lambda does not say how many functions may run at once.');
  return { total: ConcurrentExecutions, unreserved: UnreservedConcurrentExecutions };
}

/**
 * All quotas of a service: as they were raised for the account, and else as everybody has them, since the list of the former
 * leaves the others out; nothing, where whoever asks may not know.
 *
 * @see https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html
 */
export async function quotasOf({ quotas: client }: Asked, ServiceCode: string): Promise<Quota[]> {
  const found = new Map<string, Quota>();
  const pages = [
    () => paginateListAWSDefaultServiceQuotas({ client }, { ServiceCode }),
    () => paginateListServiceQuotas({ client }, { ServiceCode }),
  ];
  try {
    for (const list of pages)
      for await (const { Quotas = [] } of list())
        for (const { QuotaCode = '', QuotaName, Value } of Quotas)
          if (QuotaName !== undefined && Value !== undefined) found.set(QuotaCode, { QuotaName, Value });
  } catch (error) {
    if ((error as Error).name !== 'AccessDeniedException') throw error;
  }
  return [...found.values()];
}
