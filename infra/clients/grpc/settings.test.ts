import { expect, test } from 'vitest';
import { settingsOf } from './settings.ts';

test.each([
  [['--host', '0.0.0.0', '--url', 'http://127.0.0.1'], 'Tokens would travel to 0.0.0.0 in plain text'],
  [['--url', 'ftp://127.0.0.1'], '--url must begin with http:// or https://'],
  [['--port', 'x', '--url', 'http://127.0.0.1'], '--port must be a number from 0 to 65535, not "x"'],
  [['--cert', 'a'], '--cert and --key go together'],
  [['--cert', import.meta.filename, '--key', import.meta.filename], 'are no certificate and its key, both as PEM'],
  [['--outputs', '/nowhere'], 'Which API?'],
  [['--nada'], "Unknown option '--nada'"],
])('a wrong use says what is wrong: %j', (args, line) => {
  expect(() => settingsOf(args, {})).toThrow(line);
});

test('what is not said comes from the environment, and the live channel of another system is not used', () => {
  const chosen = settingsOf(['--host', '::1'], { ALPES_API: 'https://api.example.com/v1' });
  expect(chosen).toMatchObject({ port: 50_051, host: '::1', apiUrl: 'https://api.example.com/v1', liveUrl: undefined });
  expect(settingsOf(['--help'], {})).toBeUndefined();
});
