import { AwsError, type GridContext, type Invocation } from '../../service.ts';
import type { CustomRequest, Provider } from './provider.ts';
import type { Responses } from './responses.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html, in seconds. */
const TIMEOUT = { least: 1, most: 3_600 };

/** How often Lambda runs an asynchronous invocation that fails: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const ATTEMPTS = 3;

/**
 * Custom resources as their function does them: it gets the request, and puts its answer to the request's `ResponseURL`.
 * On AWS a function that fails without an answer is waited for until `ServiceTimeout`; here that is the end.
 */
export function functionProvider(grid: GridContext, responses: Responses): Provider {
  return {
    acted: 'all',
    inert: {},
    check({ properties: { ServiceToken, ServiceTimeout } }) {
      if (typeof ServiceToken !== 'string') throw new Error('ServiceToken is missing');
      const [, , service] = ServiceToken.split(':');
      if (service !== 'lambda') throw new Error(`ServiceToken: the grid asks functions, not ${ServiceToken}`);
      timeoutOf(ServiceTimeout);
    },
    async provide(request) {
      const { ServiceToken, ServiceTimeout } = request.ResourceProperties;
      const seconds = timeoutOf(ServiceTimeout);
      const awaited = responses.await(request, grid.endpoint);
      const cancel = grid.clock.after(seconds * 1_000, () => awaited.giveUp(timedOut(request)));
      const event = JSON.stringify({ ...request, ResponseURL: awaited.url });
      let settled = false;
      const over = () => {
        settled = true;
      };
      awaited.answer.then(over, over);
      try {
        void ask(grid, { token: ServiceToken, event, isOver: () => settled }).then((failure) => {
          if (failure) awaited.giveUp(new Error(failure));
          else if (!settled) grid.log(waitingLine(request, seconds));
        }, awaited.giveUp);
        return await awaited.answer;
      } catch (error) {
        if (request.RequestType !== 'Delete' || !isGone(error)) throw error;
        grid.log(`${nameOf(request)} is forgotten: its function is gone, and cannot be asked to delete it.`);
        return { id: request.PhysicalResourceId ?? '', data: {} };
      } finally {
        cancel();
      }
    },
  };
}

interface Asked {
  readonly token: string;
  readonly event: string;
  isOver(): boolean;
}

/** Runs the function until it ends well or an answer is there; gives what it failed with. */
async function ask(grid: GridContext, { token, event, isOver }: Asked): Promise<string | undefined> {
  let last: Invocation | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    last = await grid.functions.invoke(token, event);
    if (last.functionError === undefined || isOver()) return undefined;
  }
  return `its function failed without an answer: ${last?.payload}`;
}

/** @throws an Error for what is no whole number of seconds within AWS's bounds. */
function timeoutOf(given: unknown = TIMEOUT.most): number {
  const seconds = Number(given);
  if (Number.isInteger(seconds) && seconds >= TIMEOUT.least && seconds <= TIMEOUT.most) return seconds;
  throw new Error(`ServiceTimeout is a whole number of seconds from ${TIMEOUT.least} to ${TIMEOUT.most}, not ${given}`);
}

function timedOut({ RequestId }: CustomRequest): Error {
  return new Error(
    `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${RequestId}].`,
  );
}

function waitingLine(request: CustomRequest, seconds: number): string {
  return `${nameOf(request)}: its function has ended without an answer; one is waited for at its ResponseURL, ${seconds} s in all.`;
}

function nameOf({ LogicalResourceId, ResourceType }: CustomRequest): string {
  return `${LogicalResourceId} (${ResourceType})`;
}

function isGone(error: unknown): boolean {
  return error instanceof AwsError && error.code === 'ResourceNotFoundException';
}
