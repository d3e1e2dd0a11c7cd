import { success, type Answer } from '../answer.ts';
import type { Principal } from '../principal.ts';
import { readList } from '../simulator/form.ts';
import type { Tree } from '../xml.ts';
import {
  attachedTo,
  defaultVersion,
  describe,
  encodeDocument,
  inlineOf,
  managedPolicies,
  titles,
  type EntityKind,
  type ManagedPolicy,
} from './iam-reads-entity.ts';
import { pageOfList } from './iam-reads-page.ts';
import type { SignedCall, SignedOperation } from './operation.ts';

/** The listing of everything in the account that has to do with permissions. */
export const iamAccountOperations: readonly SignedOperation[] = [
  {
    service: 'iam',
    name: 'GetAccountAuthorizationDetails',
    action: 'iam:GetAccountAuthorizationDetails',
    answer: listAccount,
  },
];

type Filter = 'Role' | 'User' | 'Group' | 'LocalManagedPolicy' | 'AWSManagedPolicy';

interface Entry {
  readonly filter: Filter;
  readonly list: 'UserDetailList' | 'RoleDetailList' | 'Policies';
  readonly detail: Tree;
}

/** A page counts the entries of all lists together. */
function listAccount(call: SignedCall): Answer {
  const filters = readList(call.parameters, 'Filter');
  const entries = entriesOf(call).filter(({ filter }) => filters.length === 0 || filters.includes(filter));
  const page = pageOfList(entries, call);
  if (page.kind === 'error') {
    return page;
  }
  const inList = (name: Entry['list']) => ({
    member: page.items.filter(({ list }) => list === name).map(({ detail }) => detail),
  });
  return success({
    UserDetailList: inList('UserDetailList'),
    GroupDetailList: { member: [] },
    RoleDetailList: inList('RoleDetailList'),
    Policies: inList('Policies'),
    ...page.end,
  });
}

function entriesOf(call: SignedCall): readonly Entry[] {
  const principals = Object.values(call.account.scenario.principals).filter(({ entityArn }) => entityArn !== null);
  const entities = new Map(principals.map((principal) => [principal.entityArn, principal]));
  return [
    ...[...entities.values()].map((principal): Entry => {
      const kind = principal.kind === 'user' ? 'user' : 'role';
      return {
        filter: kind === 'user' ? 'User' : 'Role',
        list: kind === 'user' ? 'UserDetailList' : 'RoleDetailList',
        detail: entityDetail(principal, kind, call),
      };
    }),
    ...managedPolicies(call).map((policy): Entry => ({
      filter: policy.arn.includes(':iam::aws:') ? 'AWSManagedPolicy' : 'LocalManagedPolicy',
      list: 'Policies',
      detail: policyDetail(policy),
    })),
  ];
}

function entityDetail(principal: Principal, kind: EntityKind, call: SignedCall): Tree {
  const inline = inlineOf(principal).map(({ name, text = '' }) => ({
    PolicyName: name,
    PolicyDocument: encodeDocument(text),
  }));
  const attached = attachedTo(principal, call).map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn }));
  return {
    ...describe(principal, kind, call),
    ...(kind === 'user' ? { GroupList: { member: [] } } : {}),
    [`${titles[kind]}PolicyList`]: { member: inline },
    AttachedManagedPolicies: { member: attached },
  };
}

/** The first version is an old one, so that a client has to look which is in force. */
function policyDetail({ name, arn, text }: ManagedPolicy): Tree {
  const old = encodeDocument('{"Statement":[]}');
  return {
    PolicyName: name,
    Arn: arn,
    DefaultVersionId: defaultVersion,
    PolicyVersionList: {
      member: [
        { Document: old, VersionId: 'v1', IsDefaultVersion: false },
        { Document: encodeDocument(text), VersionId: defaultVersion, IsDefaultVersion: true },
      ],
    },
  };
}
