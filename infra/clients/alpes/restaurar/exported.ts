import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Failure, UsageError } from '../failures.ts';
import type { Item, Source } from './item.ts';

const AT_ONCE = 500;

/** What is used of a summary, and of a line of the list of files: "DynamoDB table export output format" of the developer guide. */
interface Summary {
  readonly outputFormat: string;
  readonly exportType?: string;
  readonly itemCount: number;
}
interface DataFile {
  readonly itemCount: number;
  readonly dataFileS3Key: string;
}

/** Opens a file of an export by its path below the folder of the export. */
type Open = (name: string) => Promise<Readable>;

/**
 * Opens a full export of a table to S3 in DynamoDB's JSON: by its address, or in a folder that it was brought into as it is. All of
 * it must be there: each file must be whole, and have as many items as the export says.
 * @throws UsageError when that is no such export.
 */
export async function openExport(where: string): Promise<Source> {
  const open = where.startsWith('s3://') ? inBucket(where) : inFolder(where);
  const read = async (name: string) => {
    try {
      return await text(await open(name));
    } catch (error) {
      throw new UsageError(`no hay una exportación en ${where}: no se puede leer ${name} (${(error as Error).name})`);
    }
  };
  const {
    outputFormat,
    exportType = 'FULL_EXPORT',
    itemCount,
  } = JSON.parse(await read('manifest-summary.json')) as Summary;
  if (outputFormat !== 'DYNAMODB_JSON' || exportType !== 'FULL_EXPORT')
    throw new UsageError(
      `la exportación de ${where} es ${exportType} en ${outputFormat}; debe ser FULL_EXPORT en DYNAMODB_JSON`,
    );
  const lines = (await read('manifest-files.json')).split('\n').filter(Boolean);
  const files = lines.map((line) => JSON.parse(line) as DataFile);
  const listed = files.reduce((sum, file) => sum + file.itemCount, 0);
  if (listed !== itemCount)
    throw new Failure(`la exportación de ${where} dice tener ${itemCount} elementos y sus archivos suman ${listed}`);
  return {
    items: itemCount,
    pages: async function* () {
      for (const file of files) yield* itemsIn(open, file);
    },
  };
}

async function* itemsIn(open: Open, { dataFileS3Key, itemCount }: DataFile): AsyncGenerator<readonly Item[]> {
  const name = `data/${path.posix.basename(dataFileS3Key)}`;
  let page: Item[] = [];
  let found = 0;
  try {
    const plain = new PassThrough();
    const unpacking = pipeline(await open(name), createGunzip(), plain);
    // Told when the lines are through, or by the lines themselves.
    unpacking.catch(() => {});
    for await (const line of createInterface({ input: plain })) {
      if (line === '') continue;
      page.push(revived(JSON.parse(line).Item) as Item);
      found++;
      if (page.length < AT_ONCE) continue;
      yield page;
      page = [];
    }
    await unpacking;
  } catch (error) {
    throw new Failure(`el archivo ${name} de la exportación está dañado o falta: ${(error as Error).message}`);
  }
  if (page.length > 0) yield page;
  if (found !== itemCount)
    throw new Failure(`el archivo ${name} de la exportación tiene ${found} elementos, y debe tener ${itemCount}`);
}

/** A value of DynamoDB's JSON as the SDK has it: there, bytes are no text. */
function revived(value: any): unknown {
  return Object.fromEntries(
    Object.entries<any>(value).map(([name, { B, BS, L, M, ...rest }]) => [
      name,
      {
        ...rest,
        ...(B !== undefined && { B: Buffer.from(B, 'base64') }),
        ...(BS !== undefined && { BS: BS.map((one: string) => Buffer.from(one, 'base64')) }),
        ...(L !== undefined && { L: L.map((one: unknown) => (revived({ one }) as { one: unknown }).one) }),
        ...(M !== undefined && { M: revived(M) }),
      },
    ]),
  );
}

function inFolder(folder: string): Open {
  return async (name) => createReadStream(path.join(folder, name));
}

function inBucket(address: string): Open {
  const { host: Bucket, pathname } = new URL(address);
  const prefix = pathname.replaceAll(/^\/+|\/+$/g, '');
  // An emulator has no name of its own for each bucket.
  const s3 = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
  return async (name) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: path.posix.join(prefix, name) }));
    return Body as Readable;
  };
}
