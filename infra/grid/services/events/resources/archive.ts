import type { ResourceType } from '../../../service.ts';
import { archiveOf, deleteArchive } from '../archive/definition.ts';
import type { Core } from '../core.ts';
import { archiveArn, busArn, notValid } from '../names.ts';

/** CloudFormation cuts the name that it makes for an archive to the 48 characters that EventBridge allows. */
const LONGEST_NAME = 48;

/** `AWS::Events::Archive`. */
export function archive(core: Core): ResourceType {
  return {
    acted: ['ArchiveName', 'SourceArn', 'Description', 'EventPattern', 'RetentionDays'],
    inert: { KmsKeyIdentifier: 'archived events are not encrypted on a laptop' },
    async ensure({ properties, defaultName }) {
      const name = properties.ArchiveName ?? defaultName.slice(-LONGEST_NAME);
      const old = core.registry.get('archive', name);
      if (old && busArn(old.bus) !== properties.SourceArn) {
        throw notValid('SourceArn', `archive ${name} is of another bus; an archive cannot change its source.`);
      }
      const input = { ...properties, ArchiveName: name, EventSourceArn: properties.SourceArn };
      const defined = archiveOf(core, input);
      await core.registry.put('archive', { ...defined, createdAt: old?.createdAt ?? defined.createdAt });
      return { ref: name, attributes: { Arn: archiveArn(name) } };
    },
    async remove({ properties, defaultName }) {
      await deleteArchive(core, properties.ArchiveName ?? defaultName.slice(-LONGEST_NAME));
    },
  };
}
