/** What AWS would call an API, or a stage of one, and where that listens here. */
export interface LocalUrl {
  readonly aws: string;
  readonly local: string;
}

/** A text whose URLs of APIs lead to this machine: a template can only spell those that AWS would give. */
export function withLocalUrls(text: string, urls: readonly LocalUrl[]): string {
  return urls.reduce((changed, { aws, local }) => changed.replaceAll(aws, local), text);
}
