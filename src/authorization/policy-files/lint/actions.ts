import { quote } from '../../../requirements/fault.ts';
import { offer } from '../../../similar-names.ts';
import type { Flaw, StatementAction, Subject } from './subject.ts';

/** Actions that do not exist: a statement allows or denies nothing by them. */
export function actionProblems({ statements }: Subject): readonly Flaw[] {
  return statements.flatMap(({ actions }) =>
    actions.flatMap((action) => {
      const sentence = sentenceOf(action);
      return sentence === null ? [] : [{ path: action.path, sentence }];
    }),
  );
}

function sentenceOf({ text, meaning }: StatementAction): string | null {
  switch (meaning.kind) {
    case 'open':
    case 'known':
      return null;
    case 'malformed':
      return `${quote(text)} is not an action; write service:Action, such as s3:GetObject, or *.`;
    case 'unknown-service':
      return `AWS's service authorization reference has no service ${quote(meaning.service)}, so ${quote(text)} matches nothing.${offer(meaning.nearest)}`;
    case 'unknown-action': {
      const instead = operations.get(text.toLowerCase());
      const advice = instead === undefined ? offer(meaning.nearest) : ` Write ${instead} instead.`;
      return /[*?]/.test(text)
        ? `No action of AWS's service authorization reference matches ${quote(text)}; compare it with the service's actions.`
        : `AWS's service authorization reference has no action ${quote(text)}, so it matches nothing.${advice}`;
    }
  }
}

/**
 * Operations of the API that are authorized as an action of another name (Amazon S3 user guide, "Required permissions
 * for Amazon S3 API operations"; Lambda developer guide, "Invoke").
 */
const operations: ReadonlyMap<string, string> = new Map([
  ['s3:listobjects', 's3:ListBucket'],
  ['s3:listobjectsv2', 's3:ListBucket'],
  ['s3:listobjectversions', 's3:ListBucketVersions'],
  ['s3:headobject', 's3:GetObject'],
  ['s3:headbucket', 's3:ListBucket'],
  ['s3:copyobject', 's3:GetObject and s3:PutObject'],
  ['s3:deleteobjects', 's3:DeleteObject'],
  ['s3:listbuckets', 's3:ListAllMyBuckets'],
  ['s3:createmultipartupload', 's3:PutObject'],
  ['s3:uploadpart', 's3:PutObject'],
  ['s3:completemultipartupload', 's3:PutObject'],
  ['s3:listmultipartuploads', 's3:ListBucketMultipartUploads'],
  ['s3:listparts', 's3:ListMultipartUploadParts'],
  ['s3:putbucketlifecycleconfiguration', 's3:PutLifecycleConfiguration'],
  ['s3:getbucketlifecycleconfiguration', 's3:GetLifecycleConfiguration'],
  ['s3:putbucketencryption', 's3:PutEncryptionConfiguration'],
  ['s3:getbucketencryption', 's3:GetEncryptionConfiguration'],
  ['lambda:invoke', 'lambda:InvokeFunction'],
]);
