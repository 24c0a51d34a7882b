import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startGrid } from '../../grid.ts';
import { writeAssembly } from '../../testing/writeAssembly.ts';
import { connect } from './testing/client.ts';
import { route, template, v2 } from './testing/template.ts';

async function start(changes?: Record<string, object>) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'mano-'));
  const grid = await startGrid({ assembly: writeAssembly(template(changes)), dataFolder });
  onTestFinished(() => grid.stop());
  return { grid, dataFolder, url: String(grid.outputs.stack?.Url) };
}

const ask = async (client: Awaited<ReturnType<typeof connect>>, key: string) => {
  client.send({ a: { b: key } });
  return client.next();
};

test('a stage shows what its deployment took a picture of, and a function lets in the routes of its permission alone', async () => {
  // Nothing of the deployment depends on this route: the picture is taken before it is there.
  const late = route('Dos', 'dos', {});
  const { grid, url } = await start({ ...late, Dos: { ...late.Dos, DependsOn: 'Deployment' } });
  const client = await connect(url);
  expect(await ask(client, 'uno')).toBe('uno');
  expect(JSON.parse(await ask(client, 'dos')).message).toBe('Forbidden');

  const automatic = v2('Stage', { StageName: 'dev', AutoDeploy: true });
  await grid.update(writeAssembly(template({ ...route('Dos', 'dos'), Stage: automatic })));
  expect(await ask(client, 'uno')).toBe('uno');
  // Now the route is there, and the function does not know it.
  expect(JSON.parse(await ask(client, 'dos')).message).toBe('Internal server error');
  client.socket.close();
});

test('a stage without a deployment has no routes', async () => {
  const { url } = await start({ Stage: v2('Stage', { StageName: 'dev' }) });
  const client = await connect(url);
  expect(JSON.parse(await ask(client, 'uno')).message).toBe('Forbidden');
  client.socket.close();
});

test('a stage throttles what is more than its burst, and its rate fills that up again', async () => {
  const settings = { DefaultRouteSettings: { ThrottlingBurstLimit: 3, ThrottlingRateLimit: 1 } };
  const { grid, url } = await start({ Stage: v2('Stage', { StageName: 'dev', AutoDeploy: true, ...settings }) });
  grid.clock.freeze();
  // Connecting takes the first of three.
  const client = await connect(url);
  expect([await ask(client, 'uno'), await ask(client, 'uno')]).toStrictEqual(['uno', 'uno']);
  expect(JSON.parse(await ask(client, 'uno')).message).toBe('Too Many Requests');
  await expect(connect(url)).rejects.toMatchObject({ status: 429 });
  grid.clock.advance(1_000);
  expect(await ask(client, 'uno')).toBe('uno');
  client.socket.close();
});

test('settings of a route, and the access log', async () => {
  const { grid, url, dataFolder } = await start({
    Stage: v2('Stage', {
      StageName: 'dev',
      DeploymentId: { Ref: 'Deployment' },
      RouteSettings: { uno: { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 1 } },
      AccessLogSettings: {
        DestinationArn: 'arn:aws:logs:us-east-1:000000000000:log-group:vivo',
        Format:
          '$context.eventType $context.routeKey $context.status $context.identity.sourceIp $context.error.message',
      },
    }),
  });
  grid.clock.freeze();
  const client = await connect(url);
  expect(await ask(client, 'uno')).toBe('uno');
  expect(JSON.parse(await ask(client, 'uno')).message).toBe('Too Many Requests');
  expect(JSON.parse(await ask(client, 'nadie')).message).toBe('Forbidden');
  await grid.stop();
  expect(readFileSync(join(dataFolder, 'logs/vivo.log'), 'utf8').trim().split('\n')).toStrictEqual([
    'CONNECT $connect 200 127.0.0.1 -',
    'MESSAGE uno 200 127.0.0.1 -',
    'MESSAGE uno 429 127.0.0.1 Too Many Requests',
    'MESSAGE $default 403 127.0.0.1 Forbidden',
  ]);
  client.socket.close();
});
