import { harness } from './harness.ts';

/** A grid to be killed: tells its parent the process id of its one instance, and then only waits. */
const { deploy, lambda } = harness();
await deploy('waiting', 'export const handler = async () => process.pid;');
const { payload } = await lambda.invoke('waiting', '{}');
process.send?.(payload);
