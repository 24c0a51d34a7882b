import { defaultName } from './names.ts';
import type { RecordedResource } from './record.ts';
import { nameOf } from './stack.ts';
import { type ResourceTypes, typeOf } from './types.ts';

/** Removes a resource that the template no longer has, or that one of another name has replaced. */
export async function removeResource(
  old: RecordedResource,
  types: ResourceTypes,
  log: (line: string) => void,
): Promise<void> {
  const { stack, logicalId, type, ref } = old;
  const where = nameOf(old);
  if (old.retained) {
    log(`${where} is no longer in the template; it is kept, as its removal policy says.`);
    return;
  }
  const properties = JSON.parse(old.properties);
  const resource = { stack, logicalId, type, properties, defaultName: defaultName(stack, logicalId), ref };
  try {
    await typeOf(types, type)?.remove(resource);
  } catch (cause) {
    throw new Error(`${where} cannot be removed: ${(cause as Error).message}`, { cause });
  }
  log(`${where} is removed.`);
}
