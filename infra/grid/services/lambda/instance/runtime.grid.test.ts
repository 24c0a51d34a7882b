import { afterAll, expect, test } from 'vitest';
import table from '../../../conformance/lambda/runtime.json' with { type: 'json' };
import { harness } from '../testing/harness.ts';

interface Case {
  readonly case: string;
  readonly runtime: string;
  /** The handler's expression. */
  readonly code: string;
  readonly payload?: object;
  /** What it answers, as JSON, or as text; or what error. */
  readonly answer?: unknown;
  readonly text?: string;
  readonly error?: object;
}

const { lambda, deploy, stop } = harness();
afterAll(stop);

test.each((table.cases as Case[]).map((one, at) => ({ ...one, name: `f${at}` })))(
  '$case ($runtime)',
  async ({ name, runtime, code, payload = {}, answer, text, error }) => {
    await deploy(name, '', { Runtime: runtime, Code: { ZipFile: `exports.handler = ${code};` } });
    const given = await lambda.invoke(name, JSON.stringify(payload));
    expect(given.functionError).toBe(error && 'Unhandled');
    if (text !== undefined) expect(given.payload).toBe(text);
    else if (error) expect(JSON.parse(given.payload)).toMatchObject(error);
    else expect(JSON.parse(given.payload)).toStrictEqual(answer);
  },
);
