import { existingBus } from '../buses.ts';
import type { Core } from '../core.ts';
import type { Archive, Json } from '../model.ts';
import { archiveArn, busArn, busNameOf, nameOf, notFound, notValid } from '../names.ts';
import { patternOf } from '../rules.ts';

/** The archive of that name. Throws `ResourceNotFoundException`. */
export function existingArchive({ registry }: Core, name: string): Archive {
  const archive = registry.get('archive', name);
  if (!archive) throw notFound(`Archive ${name}`);
  return archive;
}

/** Reads a new archive, or new properties of `old`: what is not said stays. */
export function archiveOf(core: Core, input: Json, old?: Archive): Archive {
  const bus = old?.bus ?? busNameOf(input.EventSourceArn);
  existingBus(core, bus);
  const retentionDays = input.RetentionDays ?? old?.retentionDays ?? 0;
  if (!Number.isInteger(retentionDays) || retentionDays < 0)
    throw notValid('RetentionDays', 'it must be 0 or more days.');
  const description = input.Description ?? old?.description;
  const pattern = patternOf(input.EventPattern) ?? old?.pattern;
  return {
    name: nameOf(input.ArchiveName, 'ArchiveName', 48),
    bus,
    retentionDays,
    createdAt: old?.createdAt ?? core.grid.clock.now(),
    ...(description !== undefined && { description }),
    ...(pattern !== undefined && { pattern }),
  };
}

/** Removes an archive and its events. */
export async function deleteArchive({ archives, registry }: Core, name: string): Promise<void> {
  await registry.delete('archive', name);
  await archives.empty(name);
}

/** An archive as lists and descriptions show it. */
export function archiveSummary({ archives }: Core, archive: Archive): Json {
  return {
    ArchiveName: archive.name,
    EventSourceArn: busArn(archive.bus),
    State: 'ENABLED',
    RetentionDays: archive.retentionDays,
    ...archives.size(archive.name),
    CreationTime: archive.createdAt / 1000,
  };
}

/** What creating and updating answer. */
export function archiveAnswer(archive: Archive): Json {
  return { ArchiveArn: archiveArn(archive.name), State: 'ENABLED', CreationTime: archive.createdAt / 1000 };
}
