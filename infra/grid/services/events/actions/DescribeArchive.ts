import type { Action } from '../../../service.ts';
import { archiveSummary, existingArchive } from '../archive/definition.ts';
import type { Core } from '../core.ts';
import { archiveArn } from '../names.ts';

/** Describes an archive; its counts are exact, where AWS's lag. */
export function describeArchive(core: Core): Action {
  return {
    permissions: ({ ArchiveName }) => [{ action: 'events:DescribeArchive', resource: archiveArn(String(ArchiveName)) }],
    run({ input }) {
      const archive = existingArchive(core, String(input.ArchiveName));
      return {
        ...archiveSummary(core, archive),
        ArchiveArn: archiveArn(archive.name),
        Description: archive.description,
        EventPattern: archive.pattern,
      };
    },
  };
}
