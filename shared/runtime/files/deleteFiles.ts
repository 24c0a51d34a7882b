import { DeleteObjectsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { s3 } from '../clients/s3.ts';
import { variable } from '../environment.ts';

/**
 * Deletes every file whose key begins with `prefix`, a thousand at a time. Gives how many there were. Repeating it is
 * harmless.
 * @throws an Error when some could not be deleted; the others are.
 */
export async function deleteFiles(prefix: string): Promise<number> {
  const Bucket = variable('FILES_BUCKET');
  let deleted = 0;
  for (;;) {
    const { Contents = [] } = await s3().send(new ListObjectsV2Command({ Bucket, Prefix: prefix }));
    if (Contents.length === 0) return deleted;
    const Objects = Contents.map(({ Key }) => ({ Key }));
    const { Errors = [] } = await s3().send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    if (Errors.length > 0)
      throw new Error(`${Errors.length} of ${Objects.length} files could not be deleted: ${Errors[0]?.Message}`);
    deleted += Objects.length;
  }
}
