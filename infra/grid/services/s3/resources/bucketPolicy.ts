import type { JsonObject, ResourceInput, ResourceType } from '../../../service.ts';
import type { Shelf } from '../storage/shelf.ts';

/** `AWS::S3::BucketPolicy`. */
export function bucketPolicyResource({ buckets, grid }: Shelf): ResourceType {
  const set = ({ stack, logicalId, properties }: ResourceInput, policy: JsonObject | undefined) =>
    grid.access.setResourcePolicy(`arn:aws:s3:::${properties.Bucket}`, `${stack}/${logicalId}`, policy);
  return {
    acted: ['Bucket', 'PolicyDocument'],
    inert: {},
    ensure(resource) {
      const { Bucket, PolicyDocument } = resource.properties;
      const { blocksPublicPolicy } = buckets.get(Bucket);
      if (blocksPublicPolicy && isPublic(PolicyDocument)) {
        throw new Error('public policies are prevented by the BlockPublicPolicy setting of the bucket');
      }
      set(resource, PolicyDocument);
      return { ref: Bucket, attributes: {} };
    },
    remove: (resource) => set(resource, undefined),
  };
}

/**
 * Whether a policy lets everybody do something. AWS looks at conditions closer, and takes some for public too:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
function isPublic({ Statement }: JsonObject): boolean {
  return [Statement].flat().some(({ Effect, Principal, Condition }) => {
    const everybody = [Principal?.AWS ?? Principal].flat().includes('*');
    return Effect === 'Allow' && everybody && Condition === undefined;
  });
}
