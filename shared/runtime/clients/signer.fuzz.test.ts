import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HttpRequest } from '@smithy/core/protocols';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { Signer } from './signer.ts';

const CREDENTIALS = { accessKeyId: 'AKIA1', secretAccessKey: 'secret+/=' };
const signing = { signingRegion: 'sa-east-1', signingService: 'dynamodb' };
/** Without a header of the SDK's own choice, so that both sign the same. */
const HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

beforeEach(() => {
  process.env.AWS_ACCESS_KEY_ID = CREDENTIALS.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = CREDENTIALS.secretAccessKey;
  delete process.env.AWS_SESSION_TOKEN;
});

/** The signer of the SDK itself. */
async function theirs(sessionToken: string | undefined) {
  const credentials = { ...CREDENTIALS, ...(sessionToken && { sessionToken }) };
  const { config } = new DynamoDBClient({ region: signing.signingRegion, credentials });
  return config.signer({ name: 'sigv4', properties: {} } as never);
}

function requestOf(body: string, path: string, headers: Record<string, string>): HttpRequest {
  return new HttpRequest({ method: 'POST', protocol: 'https:', hostname: 'h', path, body, headers });
}

test('signs as the SDK does', async () => {
  const segment = fc.stringMatching(/^[A-Za-z0-9_.~ñ%+-]*[A-Za-z0-9]$/);
  const value = fc.stringMatching(/^[ -~]*$/);
  const token = fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{1,40}$/), { nil: undefined });
  const date = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  const property = fc.asyncProperty(
    fc.record({ body: fc.string(), path: fc.array(segment), value, token, signingDate: date }),
    async ({ body, path, value: target, token: sessionToken, signingDate }) => {
      if (sessionToken) process.env.AWS_SESSION_TOKEN = sessionToken;
      else delete process.env.AWS_SESSION_TOKEN;
      const headers = { host: 'h:8000', 'content-type': 'application/x-amz-json-1.0', 'X-Amz-Target': target };
      const request = () => requestOf(body, `/${path.join('/')}`, { ...headers });
      const expected = await (await theirs(sessionToken)).sign(request(), { signingDate, ...signing });
      const digest = expected.headers['x-amz-content-sha256'] ?? HASH;
      const own = requestOf(body, `/${path.join('/')}`, { ...headers, 'x-amz-content-sha256': digest });
      expect((await new Signer().sign(own, { signingDate, ...signing })).headers).toStrictEqual(expected.headers);
    },
  );
  await fc.assert(property, { numRuns: 100 });
});

test('the key that is kept is of one day, one service and one secret', async () => {
  const one = new Signer();
  const changes = [
    () => ({ signingDate: new Date('2026-11-28T23:59:59Z'), ...signing }),
    () => ({ signingDate: new Date('2026-11-29T00:00:00Z'), ...signing }),
    () => ({ signingDate: new Date('2026-11-29T00:00:00Z'), ...signing, signingService: 'events' }),
    () => {
      process.env.AWS_SECRET_ACCESS_KEY = 'another';
      return { signingDate: new Date('2026-11-29T00:00:00Z'), ...signing };
    },
  ];
  for (const change of changes) {
    const options = change();
    const request = requestOf('{}', '/', { host: 'h' });
    expect(await one.sign(request, options)).toStrictEqual(await new Signer().sign(request, options));
  }
});

test('a request with a query, or without credentials, is not signed', async () => {
  const request = requestOf('', '/', {});
  request.query = { a: '1' };
  await expect(new Signer().sign(request)).rejects.toThrow('A request with a query is not signed: /');
  delete process.env.AWS_SECRET_ACCESS_KEY;
  await expect(new Signer().sign(requestOf('', '/', {}))).rejects.toThrow('There are no credentials');
});
