import { readBody } from '../../../endpoint/boundedServer.ts';
import { ACCOUNT, AwsError, REGION } from '../../../service.ts';
import { emptyAnswer, xmlAnswer } from '../answer.ts';
import { checkBucketName } from '../storage/bucketName.ts';
import { CLOSED } from '../storage/buckets.ts';
import type { Shelf } from '../storage/shelf.ts';
import { readXml } from '../xml.ts';
import { named, onBucket, type S3Action } from './action.ts';

const MOST_BYTES = 65_536;

/** The actions on buckets themselves. */
export function bucketActions(shelf: Shelf): Record<string, S3Action> {
  const { buckets } = shelf;
  return {
    CreateBucket: {
      method: 'PUT',
      of: 'bucket',
      makesBucket: true,
      permissions: (request) => [onBucket('CreateBucket', request)],
      async run({ request }) {
        const { bucket } = named(request);
        checkBucketName(bucket);
        const body = await readBody(request.incoming, MOST_BYTES);
        if (body === undefined) throw new AwsError('EntityTooLarge', 'The configuration is too large.');
        if (body.length > 0) checkPlace(readXml(body.toString(), 'CreateBucketConfiguration'));
        // In this region, who makes a bucket that is already his is told that it is there.
        if (!buckets.find(bucket)) await buckets.save(bucket, CLOSED);
        return emptyAnswer(200, { location: `/${bucket}` });
      },
    },
    DeleteBucket: {
      method: 'DELETE',
      of: 'bucket',
      permissions: (request) => [onBucket('DeleteBucket', request)],
      async run({ request }) {
        await shelf.deleteBucket(buckets.get(request.bucket));
        return emptyAnswer(204);
      },
    },
    HeadBucket: {
      method: 'HEAD',
      of: 'bucket',
      permissions: (request) => [onBucket('ListBucket', request)],
      run: () => emptyAnswer(200, { 'x-amz-bucket-region': REGION }),
    },
    ListBuckets: {
      method: 'GET',
      of: 'service',
      permissions: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
      run() {
        const Bucket = buckets.all().map(({ name, createdAt }) => ({
          Name: name,
          CreationDate: new Date(createdAt).toISOString(),
          BucketRegion: REGION,
        }));
        return xmlAnswer('ListAllMyBucketsResult', { Owner: { ID: ACCOUNT }, Buckets: { Bucket } });
      },
    },
    GetBucketLocation: {
      method: 'GET',
      of: 'bucket',
      marked: 'location',
      permissions: (request) => [onBucket('GetBucketLocation', request)],
      // That of the first region is empty: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
      run: () => xmlAnswer('LocationConstraint', {}),
    },
    GetBucketCors: {
      method: 'GET',
      of: 'bucket',
      marked: 'cors',
      permissions: (request) => [onBucket('GetBucketCORS', request)],
      run({ request }) {
        const { cors, name } = buckets.get(request.bucket);
        if (cors.length === 0) {
          const message = 'The CORS configuration does not exist';
          throw new AwsError('NoSuchCORSConfiguration', message, 404, { BucketName: name });
        }
        const CORSRule = cors.map((rule) => ({
          ID: rule.Id,
          AllowedHeader: rule.AllowedHeaders,
          AllowedMethod: rule.AllowedMethods,
          AllowedOrigin: rule.AllowedOrigins,
          ExposeHeader: rule.ExposedHeaders,
          MaxAgeSeconds: rule.MaxAge,
        }));
        return xmlAnswer('CORSConfiguration', { CORSRule });
      },
    },
  };
}

function checkPlace({ LocationConstraint = REGION }: Record<string, unknown>): void {
  if (LocationConstraint === REGION) return;
  const message = `The grid has one region, ${REGION}; the location constraint is ${String(LocationConstraint)}.`;
  throw new AwsError('IllegalLocationConstraintException', message);
}
