import type { JsonObject, ResourceType } from '../../service.ts';

/** What is asked of whoever provides a custom resource, with all scalar values as texts. */
export interface CustomRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly RequestId: string;
  readonly StackId: string;
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  /** Not known before it is created. */
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: JsonObject;
  /** Of an update: those of before. */
  readonly OldResourceProperties?: JsonObject;
}

/** What came of it. */
export interface CustomAnswer {
  /** What `Ref` gives. Another one than before means that an update made another thing, and the old one is to go. */
  readonly id: string;
  /** What `Fn::GetAtt` gives. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Who does what a custom resource is for. */
export interface Provider extends Pick<ResourceType, 'acted' | 'inert' | 'check' | 'native'> {
  /** @throws an Error that says why it failed; `Refused` where the provider itself said so. */
  provide(request: CustomRequest): Promise<CustomAnswer> | CustomAnswer;
}

/** The provider's own word that it failed. */
export class Refused extends Error {
  /** What it has made nevertheless. */
  readonly id: string | undefined;

  constructor(message: string, id: string | undefined) {
    super(message);
    this.id = id;
  }
}
