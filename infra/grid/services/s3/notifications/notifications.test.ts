import { expect, test } from 'vitest';
import type { StoredObject } from '../storage/objects.ts';
import { checkOverlaps, notificationOf, type Said, wants } from './configuration.ts';
import { ownDeed } from './deed.ts';
import { eventOf, recordOf } from './record.ts';

const said = (of: Partial<Said> = {}): Said => ({
  id: 'una',
  arn: 'arn:aws:sqs:us-east-1:000000000000:cola',
  events: ['s3:ObjectCreated:*'],
  rules: [],
  ...of,
});
const filter = (Prefix?: string, suffix?: string) => [
  ...(Prefix === undefined ? [] : [{ Name: 'Prefix', Value: Prefix }]),
  ...(suffix === undefined ? [] : [{ Name: 'suffix', Value: suffix }]),
];

test.each([
  ['ObjectCreated:Put', 'fotos/a.jpg', true],
  ['ObjectCreated:Copy', 'fotos/a.jpg', true],
  ['ObjectRemoved:Delete', 'fotos/a.jpg', false],
  ['ObjectCreated:Put', 'otra/a.jpg', false],
  ['ObjectCreated:Put', 'fotos/a.png', false],
] as const)('%s of %s: %s', (event, key, wanted) => {
  expect(wants(notificationOf(said({ rules: filter('fotos/', '.jpg') })), event, key)).toBe(wanted);
});

test.each<[string, Partial<Said>]>([
  ['the grid never tells "s3:ObjectTagging:Put"', { events: ['s3:ObjectTagging:Put'] }],
  ['no FIFO queue', { arn: 'arn:aws:sqs:us-east-1:000000000000:cola.fifo' }],
  ['is not an ARN', { arn: undefined }],
  ['one prefix and one suffix at most', { rules: [...filter('a'), ...filter('b')] }],
  ['and nothing else', { rules: [{ Name: 'infix', Value: 'a' }] }],
])('refused: %s', (message, of) => {
  expect(() => notificationOf(said(of))).toThrow(message);
});

test.each([
  [filter('a/'), filter('b/'), false],
  [filter('a/'), filter('a/b/'), true],
  [filter('a/', '.jpg'), filter('a/', '.png'), false],
  [filter('a/', '.jpg'), filter(undefined, 'g'), true],
  [[], [], true],
])('two destinations of one event: %j and %j overlap: %s', (one, other, overlaps) => {
  const check = () => checkOverlaps([one, other].map((rules) => notificationOf(said({ rules }))));
  if (overlaps) expect(check).toThrow('Configurations overlap');
  else expect(check).not.toThrow();
});

test('destinations of different events do not overlap', () => {
  const events = [['s3:ObjectCreated:Put'], ['s3:ObjectCreated:Copy', 's3:ObjectRemoved:*']];
  checkOverlaps(events.map((each) => notificationOf(said({ events: each }))));
});

test('a record escapes the key as a form does; an event does not', () => {
  const happened = {
    deed: ownDeed('ObjectCreated:Put'),
    bucket: 'fotos',
    key: 'año 1/(a)+b.jpg',
    object: { size: 4, etag: '"abc"' } as StoredObject,
    sequencer: '00A1',
    time: Date.UTC(2026, 10, 28),
  };
  expect(recordOf(happened, 'una').s3.object).toStrictEqual({
    key: 'a%C3%B1o+1/%28a%29%2Bb.jpg',
    size: 4,
    eTag: 'abc',
    sequencer: '00A1',
  });
  expect(JSON.parse(eventOf(happened).detail).object).toStrictEqual({
    key: 'año 1/(a)+b.jpg',
    size: 4,
    etag: 'abc',
    sequencer: '00A1',
  });
});
