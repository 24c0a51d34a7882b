import type { Action } from '../../../service.ts';
import { refusal } from '../properties.ts';

/** `InvokeWithResponseStream` is refused: an instance answers in one piece. */
export const invokeWithResponseStream: Action = {
  http: 'POST /2021-11-15/functions/{FunctionName}/response-streaming-invocations',
  permissions: () => [],
  run() {
    throw refusal('InvokeWithResponseStream');
  },
};
