import { readBody } from '../../../endpoint/boundedServer.ts';
import { AwsError, type JsonObject } from '../../../service.ts';
import { emptyAnswer, xmlAnswer } from '../answer.ts';
import { notImplemented } from '../faults.ts';
import { payloadOf } from '../request/payload.ts';
import type { S3Request } from '../request/request.ts';
import { digestOf } from '../storage/checksums.ts';
import type { Shelf } from '../storage/shelf.ts';
import { readXml } from '../xml.ts';
import { named, onObject, type S3Action, type S3Call } from './action.ts';

const MOST_BYTES = 2 * 2 ** 20;
const MOST_KEYS = 1_000;

/** `DeleteObject` and `DeleteObjects`. What is not there is deleted all the same. */
export function deletingActions(shelf: Shelf): Record<string, S3Action> {
  return {
    DeleteObject: {
      method: 'DELETE',
      of: 'object',
      permissions: (request) => [onObject('DeleteObject', named(request), request)],
      async run({ request, deed }) {
        const { bucket, key } = named(request);
        await shelf.delete({ bucket, key }, deed('ObjectRemoved:Delete'));
        return emptyAnswer(204);
      },
    },
    DeleteObjects: {
      method: 'POST',
      of: 'bucket',
      marked: 'delete',
      // Each object is asked about by itself.
      permissions: () => [],
      async run(call) {
        const { keys, quiet } = await asked(call.request);
        const outcomes = await Promise.all(keys.map((key) => remove(shelf, call, key)));
        const Deleted = quiet ? [] : outcomes.filter(({ Code }) => Code === undefined);
        return xmlAnswer('DeleteResult', { Deleted, Error: outcomes.filter(({ Code }) => Code !== undefined) });
      },
    },
  };
}

async function remove(shelf: Shelf, { request, check, deed }: S3Call, key: string): Promise<JsonObject> {
  const { bucket } = named(request);
  try {
    check(onObject('DeleteObject', { bucket, key }, request));
    await shelf.delete({ bucket, key }, deed('ObjectRemoved:Delete'));
    return { Key: key };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Key: key, Code: error.code.replace(/Exception$/, ''), Message: error.message };
  }
}

async function asked(request: S3Request): Promise<{ keys: string[]; quiet: boolean }> {
  const { digests, check } = payloadOf(request);
  const body = await readBody(request.incoming, MOST_BYTES);
  if (body === undefined) throw new AwsError('MaxMessageLengthExceeded', 'Your request was too big.');
  const found = [...digests].map(async (name) => {
    const digest = digestOf(name);
    digest.update(body);
    return [name, await digest.digest()] as const;
  });
  check({ size: body.length, digests: new Map(await Promise.all(found)) });
  const { Object: objects = [], Quiet } = readXml(body.toString(), 'Delete', ['Object']);
  if (objects.length === 0 || objects.length > MOST_KEYS) {
    throw new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate.');
  }
  if (objects.some(({ VersionId }: JsonObject) => VersionId !== undefined)) throw notImplemented('versions of objects');
  return { keys: objects.map(({ Key }: JsonObject) => String(Key)), quiet: Quiet === 'true' };
}
