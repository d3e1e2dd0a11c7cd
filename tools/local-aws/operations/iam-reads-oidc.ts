import { failure, success } from '../answer.ts';
import { parameter, type SignedOperation } from './operation.ts';

/** IAM's reads of identity providers (IAM API reference). The sentence of the refusal is from public recordings. */
export const oidcProviderReads: readonly SignedOperation[] = [
  {
    service: 'iam',
    name: 'GetOpenIDConnectProvider',
    action: 'iam:GetOpenIDConnectProvider',
    resource: (call) => parameter(call, 'OpenIDConnectProviderArn'),
    answer: (call) => {
      const arn = parameter(call, 'OpenIDConnectProviderArn');
      const { oidcProviders, account } = call.account.scenario;
      const provider = oidcProviders?.find((known) => known.arn === arn && known.account === account);
      return provider === undefined
        ? failure(404, 'NoSuchEntity', `OpenIDConnect Provider not found for arn ${arn}`)
        : success({
            Url: provider.url,
            ClientIDList: { member: provider.clientIds },
            ThumbprintList: { member: provider.thumbprints },
            CreateDate: '2026-01-05T09:00:00Z',
          });
    },
  },
  {
    service: 'iam',
    name: 'ListOpenIDConnectProviders',
    action: 'iam:ListOpenIDConnectProviders',
    answer: ({ account: { scenario } }) => {
      const own = (scenario.oidcProviders ?? []).filter(({ account }) => account === scenario.account);
      return success({ OpenIDConnectProviderList: { member: own.map(({ arn }) => ({ Arn: arn })) } });
    },
  },
];
