import { expect, test } from 'vitest';
import { compileTemplate } from './template.ts';

const scope = () => ({
  context: { a: 1, error: { messageString: '"no"' }, nada: null },
  input: { params: (name?: string) => (name ? undefined : { header: { Origin: 'https://a' } }) },
});

test.each([
  ['plain $ and # and $5', 'plain $ and # and $5'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how these templates write it
  ['$context.a-${context.a}x $!context.b $context.b', '1-1x  $context.b'],
  ['{"m":$context.error.messageString}', '{"m":"no"}'],
  ['$input.params().header.get("Origin").', 'https://a.'],
  ['#set($x = "v")[$x]', '[v]'],
  ['#if($context.a == 1)uno#elseif($context.a == 2)dos#else otro#end', 'uno'],
  ['#if($context.a == 2 || !$context.b && $context.a < 3)si#end', 'si'],
  ['#if($input.params("x") == "")vacio#end', 'vacio'],
  ['#if($context.a == 2)#if(true)x#end#else#if(false)y#{else}z#end#end', 'z'],
  ['a## nada\nb', 'ab'],
  ['#set($context.responseOverride.header.X-A = $context.a)$context.responseOverride.header.X-A', '1'],
])('%s gives %s', (text, expected) => {
  expect(compileTemplate(text)(scope())).toBe(expected);
});

test('what is missing can have a text of its own', () =>
  expect(compileTemplate('$context.nada $context.b')(scope(), '-')).toBe('- -'));

test('an #if must end', () => expect(() => compileTemplate('a\n#if(true)')).toThrow('Line 2'));

test.each(['#foreach($a in $b)#end', '#parse("x")'])('%s is refused', (text) =>
  expect(() => compileTemplate(text)).toThrow('does not support #'),
);
