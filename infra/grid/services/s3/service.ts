import type { IncomingMessage, ServerResponse } from 'node:http';
import { customResource } from '../../cloudformation/custom/resource.ts';
import type { GridContext, Service } from '../../service.ts';
import type { Told } from '../events/service.ts';
import { bucketActions } from './actions/buckets.ts';
import { copyObject } from './actions/copyObject.ts';
import { deletingActions } from './actions/deleteObjects.ts';
import { readingActions } from './actions/getObject.ts';
import { listObjectsV2 } from './actions/listObjectsV2.ts';
import { putObject } from './actions/putObject.ts';
import { autoDeleteObjects } from './custom/autoDeleteObjects.ts';
import { bucketDeployment } from './custom/bucketDeployment.ts';
import { bucketNotifications } from './custom/bucketNotifications.ts';
import { Front } from './front.ts';
import { bucketResource } from './resources/bucket.ts';
import { bucketPolicyResource } from './resources/bucketPolicy.ts';
import { Expiry } from './storage/expiry.ts';
import { Shelf } from './storage/shelf.ts';

/** S3 on the grid's store and files. */
export type S3Service = Service & {
  /** Takes a request that is for S3, body and all; gives `false`, with nothing read, when it is not. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
};

/** The S3 of a grid. Its actions are REST of their own kind, and stream: the endpoint hands their requests over unread. */
export function s3Service(grid: GridContext, events: Told): S3Service {
  const shelf = new Shelf(grid, events);
  const expiry = new Expiry(shelf);
  const front = new Front(shelf, {
    ...bucketActions(shelf),
    ListObjectsV2: listObjectsV2(shelf),
    ...readingActions(shelf),
    PutObject: putObject(shelf),
    CopyObject: copyObject(shelf),
    ...deletingActions(shelf),
  });
  return {
    name: 's3',
    actions: {},
    resources: {
      'AWS::S3::Bucket': bucketResource(shelf),
      'AWS::S3::BucketPolicy': bucketPolicyResource(shelf),
      'Custom::CDKBucketDeployment': customResource(grid, bucketDeployment(shelf)),
      'Custom::S3BucketNotifications': customResource(grid, bucketNotifications(shelf)),
      'Custom::S3AutoDeleteObjects': customResource(grid, autoDeleteObjects(shelf)),
    },
    handle: (request, response) => front.handle(request, response),
    start: () => shelf.start(),
    run() {
      shelf.notifier.run();
      expiry.run();
    },
    async stop() {
      front.stop();
      expiry.stop();
      await shelf.notifier.stop();
    },
  };
}
