import { pause } from '../../driver/pool.ts';
import type { Component } from './components.ts';
import { experiment, type Plan, type Seen } from './experiment.ts';

const GRACE_MS = 5_000;
/** Between a start and the next kill: long enough that something is under way everywhere. */
const UP_MS = 4_000;

/** Takes a component down for a while. */
export function takeDown({ name, title, faults, takes, after }: Component, plan: Plan): Promise<Seen> {
  const outageMs = plan.seconds * 1_000;
  const graceMs = GRACE_MS + (after?.outages ?? 0) * outageMs;
  return experiment(plan, { name, title, takes, graceMs, ...(after && { why: after.why }) }, async ({ grid }) => {
    for (const fault of faults) await grid.fault(fault);
    await pause(outageMs);
    await grid.clearFaults();
    return [];
  });
}

/** Kills the whole grid again and again, each time with SIGKILL, and starts it on its data. */
export function killAll(plan: Plan): Promise<Seen> {
  const about = {
    name: 'red-entera',
    title: `The whole grid is killed, ${plan.kills} times`,
    takes: [],
    graceMs: GRACE_MS,
  };
  return experiment(plan, about, async ({ grid }) => {
    const restarts: number[] = [];
    for (let killed = 0; killed < plan.kills; killed++) {
      await grid.kill();
      const began = performance.now();
      await grid.start();
      restarts.push(performance.now() - began);
      await pause(UP_MS);
    }
    return restarts;
  });
}
