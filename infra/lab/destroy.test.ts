import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const PROGRAM = path.resolve('infra/lab/destroy.ts');
const cwd = mkdtempSync(path.join(tmpdir(), 'alpes-destruir-'));
/** What was asked of the place: CloudFormation, as far as anything comes before the stage is named. */
const asked: string[] = [];
const place = createServer(async (request, response) => {
  const body = (await request.toArray()).join('');
  asked.push(new URLSearchParams(body).get('Action') ?? String(request.url));
  response.end(
    `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>CDKToolkit</StackName></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  );
});

beforeAll(async () => {
  await once(place.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  place.close();
  rmSync(cwd, { recursive: true });
});

/** Runs it where nobody can be asked, in a folder of its own. */
async function destroy() {
  const endpoint = `http://127.0.0.1:${(place.address() as AddressInfo).port}`;
  const given = ['--grid', 'ministack', '--endpoint', endpoint];
  const child = spawn(process.execPath, [PROGRAM, ...given], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  const said = child.stderr.toArray();
  const [status] = await once(child, 'exit');
  return { status, said: (await said).join('') };
}

test('no stage is taken away where nobody can be asked for its name', async () => {
  expect(await destroy()).toStrictEqual({ status: 1, said: 'Nobody can be asked here: give --confirm dev.\n' });
  expect(asked).toStrictEqual(['DescribeStacks']);
});
