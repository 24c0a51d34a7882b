/** A function that starts a process beside itself and one in a session of its own, and gives all three process ids. */
export const LEAVES_SLEEPERS = `import { spawn } from 'node:child_process';
const sleep = (detached) => spawn('sleep', ['600'], { detached, stdio: 'ignore' }).pid;
export const handler = async () => [process.pid, sleep(false), sleep(true)];`;
