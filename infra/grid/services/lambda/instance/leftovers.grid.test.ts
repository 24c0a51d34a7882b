import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { harness, until } from '../testing/harness.ts';
import { LEAVES_SLEEPERS } from '../testing/sleepers.ts';
import { MARK, markOf } from './leftovers.ts';

// What has left its group is found in /proc.
const onLinux = test.skipIf(process.platform !== 'linux');
const runs = (pid: number) => existsSync(`/proc/${pid}`);
const gone = (pids: readonly number[]) => until(() => !pids.some(runs));

onLinux('what a function has started ends with the grid, also in a session of its own', async () => {
  const { deploy, lambda, stop } = harness();
  await deploy('leaving', LEAVES_SLEEPERS);
  const pids: number[] = JSON.parse((await lambda.invoke('leaving', '{}')).payload);
  expect(pids.map(runs)).toStrictEqual([true, true, true]);
  await stop();
  await gone(pids);
});

onLinux('it ends when the grid is killed', async () => {
  const child = fork(fileURLToPath(new URL('../testing/killedGrid.ts', import.meta.url)));
  const [payload] = await once(child, 'message');
  const pids: number[] = JSON.parse(payload);
  expect(pids.map(runs)).toStrictEqual([true, true, true]);
  child.kill('SIGKILL');
  await gone(pids);
});

onLinux(
  'what a killed grid could not end is ended by the next one with the same folder, and nothing else',
  async () => {
    const { grid, restart } = harness();
    const left = (mark: string) =>
      Number(spawn('sleep', ['600'], { detached: true, stdio: 'ignore', env: { ...process.env, [MARK]: mark } }).pid);
    const [own, foreign] = [left(markOf(grid.dataFolder)), left(markOf('another'))];
    const next = await restart();
    await gone([own]);
    expect(runs(foreign)).toBe(true);
    process.kill(foreign, 'SIGKILL');
    await next.stop();
  },
);

test.skipIf(process.platform === 'win32')('what stays in its group ends with its instance', async () => {
  const { deploy, lambda, stop } = harness();
  await deploy('leaving', LEAVES_SLEEPERS);
  const [instance = 0, beside = 0] = JSON.parse((await lambda.invoke('leaving', '{}')).payload);
  process.kill(instance, 'SIGKILL');
  await until(() => !isAlive(beside));
  await stop();
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
