import { harness } from './harness.ts';
import { LEAVES_SLEEPERS } from './sleepers.ts';

/** A grid to be killed: tells its parent the process ids of its one instance and of what that started, and only waits. */
const { deploy, lambda } = harness();
await deploy('waiting', LEAVES_SLEEPERS);
const { payload } = await lambda.invoke('waiting', '{}');
process.send?.(payload);
