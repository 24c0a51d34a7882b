import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllEnvs());

test.each([undefined, '', 'localhost', ':2000', '127.0.0.1:', '127.0.0.1:2000x', 'no..host:2000'])(
  'where no daemon can be reached (%j) a document is lost, and nothing else',
  async (address) => {
    vi.resetModules();
    vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', address);
    const { sendToDaemon } = await import('./daemon.ts');
    await expect(sendToDaemon({})).resolves.toBeUndefined();
    await expect(sendToDaemon({})).resolves.toBeUndefined();
  },
);
