import { InvokeCommand } from '@aws-sdk/client-lambda';
import { clientsOf } from '../smoke/clients.ts';
import { wantedIn } from '../smoke/template.ts';

/** A batch with nothing in it: whatever a function is for, it does nothing. */
const NOTHING = JSON.stringify({ Records: [] });

/**
 * Invokes each function once, one after the other. MiniStack 1.5.33 needs it: when a function that has no instance yet is
 * invoked twice at once, each start deletes the code of the other ("Worker process exited immediately").
 */
export async function warmUp(endpoint: string, assembly: string): Promise<void> {
  const { lambda } = clientsOf(endpoint);
  for (const { type, name } of wantedIn(assembly)) {
    if (type === 'AWS::Lambda::Function')
      await lambda.send(new InvokeCommand({ FunctionName: name, Payload: NOTHING }));
  }
}
