import { createRequire } from 'node:module';

/** As little of `node:http` and `node:https` as is needed to ask somebody. */
export type Transport = Pick<typeof import('node:http'), 'Agent' | 'request'>;

/** Not `import`: of `node:http` that reads each of its names, one of which loads the whole of `fetch`, 65 ms of CPU. */
const load = createRequire(import.meta.url);

/** What speaks a protocol, `https:` or `http:`; loaded when it is first asked for. */
export function transportOf(protocol: string): Transport {
  return load(protocol === 'https:' ? 'node:https' : 'node:http') as Transport;
}
