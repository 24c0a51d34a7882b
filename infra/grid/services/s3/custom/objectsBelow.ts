import { ownDeed } from '../notifications/deed.ts';
import type { StoredObject } from '../storage/objects.ts';
import type { Shelf } from '../storage/shelf.ts';

const PAGE = 1_000;

/** The objects of a bucket whose keys begin with `prefix`. */
export function* objectsBelow(shelf: Shelf, bucket: string, prefix: string): Generator<StoredObject> {
  for (let after = ''; ; ) {
    const page = shelf.objects.list({ bucket, prefix, after, limit: PAGE });
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.key ?? '';
  }
}

/** Removes them. */
export async function removeBelow(shelf: Shelf, bucket: string, prefix: string): Promise<void> {
  const deed = ownDeed('ObjectRemoved:Delete');
  for (const { key } of objectsBelow(shelf, bucket, prefix)) await shelf.delete({ bucket, key }, deed);
}
