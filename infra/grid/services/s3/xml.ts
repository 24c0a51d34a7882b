import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { AwsError, type JsonObject } from '../../service.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: false });

/** An XML document. A list is its element again and again; what is `undefined` or an empty list is left out. */
export function xmlDocument(root: string, content: JsonObject, { namespace = true } = {}): string {
  const entries = Object.entries(content).filter(([, value]) => value !== undefined && !isEmptyList(value));
  const element = { ...(namespace && { '@xmlns': NAMESPACE }), ...Object.fromEntries(entries) };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: element })}`;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/**
 * The content of the root of an XML document, every value a text, the elements of the names in `lists` always lists.
 * @throws MalformedXML for what is none, or has another root.
 */
export function readXml(text: string, root: string, lists: readonly string[] = []): JsonObject {
  const parser = new XMLParser({ parseTagValue: false, trimValues: false, isArray: (name) => lists.includes(name) });
  const content = XMLValidator.validate(text) === true ? parser.parse(text)[root] : undefined;
  if (content !== undefined) return typeof content === 'object' ? content : {};
  throw new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate.');
}
