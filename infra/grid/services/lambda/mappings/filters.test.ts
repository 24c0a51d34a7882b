import { describe, expect, test } from 'vitest';
import table from '../../../conformance/lambda/filters.json' with { type: 'json' };
import { filtersFrom } from './filters.ts';

const message = (body: string) => ({ body, eventSource: 'aws:sqs', messageAttributes: {} });

describe('filters of a queue', () => {
  test.each(table.filters)('$case', ({ pattern, yes, no }) => {
    const { passes } = filtersFrom([JSON.stringify(pattern)]);
    expect(yes.filter((body) => !passes(message(body)))).toStrictEqual([]);
    expect(no.filter((body) => passes(message(body)))).toStrictEqual([]);
  });

  test.each(table.invalid)('%s is no pattern', (text) => {
    expect(() => filtersFrom([text])).toThrow(
      expect.objectContaining({
        code: 'InvalidParameterValueException',
        message: expect.stringMatching(/^Invalid filter pattern definition\./),
      }),
    );
  });
});
