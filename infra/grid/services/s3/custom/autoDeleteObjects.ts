import type { Provider } from '../../../cloudformation/custom/provider.ts';
import type { Shelf } from '../storage/shelf.ts';
import { removeBelow } from './objectsBelow.ts';

/** CDK gives it to a bucket whose objects are to go with it, and takes it away where they no longer are. */
const TAG = 'aws-cdk:auto-delete-objects';

/**
 * `Custom::S3AutoDeleteObjects`, as CDK's own function does it (aws-cdk-lib/custom-resource-handlers, auto-delete-objects-handler):
 * a bucket that still has the tag is emptied before it goes.
 */
export function autoDeleteObjects(shelf: Shelf): Provider {
  return {
    native: true,
    acted: ['BucketName', 'ServiceToken'],
    inert: {},
    async provide({ RequestType, ResourceProperties: { BucketName }, PhysicalResourceId }) {
      if (RequestType !== 'Delete') return { id: BucketName, data: {} };
      if (shelf.buckets.find(BucketName)?.tags[TAG] === 'true') await removeBelow(shelf, BucketName, '');
      return { id: PhysicalResourceId ?? BucketName, data: {} };
    },
  };
}
