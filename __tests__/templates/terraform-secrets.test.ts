import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readPlan, readText, types } from './terraform-support.ts';
import { pathsIn } from '../../src/templates/property-pattern.ts';
import { parse } from 'yaml';
import type { PropertyCondition, ResourceType } from '../../src/templates/resource-type.ts';

const secret = 'Zq7vKx9wJp3bHd5fYt8m';
const folder = 'resource-types/terraform';
const tables = readdirSync(folder).flatMap((file) =>
  Object.entries(parse(readFileSync(`${folder}/${file}`, 'utf8')) as Record<string, ResourceType>),
);

/** Every path that a type reads anything from. */
function pathsOf(type: ResourceType): readonly string[] {
  const patterns = [
    type.arn,
    type.automatic ?? '',
    ...type.calls.flatMap(({ resource, context }) => [resource ?? '', ...Object.values(context ?? {})]),
  ];
  const conditions = [...type.calls, ...(type.roles ?? [])].flatMap(({ when }) => inCondition(when));
  const roles = (type.roles ?? []).map(({ property }) => property);
  return [
    ...new Set([...patterns.flatMap(pathsIn), ...conditions, ...roles, type.name ?? 'name', 'arn', 'id', 'region']),
  ].filter((path) => path !== '*');
}

function inCondition(condition: PropertyCondition | undefined): readonly string[] {
  if (condition === undefined) {
    return [];
  }
  const { given = [], missing = [], matches = {}, differs = {}, changed = [], anyOf = [] } = condition;
  return [
    ...given,
    ...missing,
    ...Object.keys(matches),
    ...Object.keys(differs),
    ...changed,
    ...anyOf.flatMap(inCondition),
  ];
}

/** An object with a value at each of some paths. */
function valuesAt(paths: readonly string[], value: unknown): unknown {
  const root: Record<string, unknown> = {};
  for (const path of paths) {
    let at = root;
    const segments = path.split('.');
    segments.forEach((segment, index) => {
      const key = segment.replaceAll('[]', '');
      const isList = segment.endsWith('[]');
      if (index === segments.length - 1) {
        at[key] ??= isList ? [value] : value;
        return;
      }
      const next: Record<string, unknown> = {};
      const known: unknown = at[key];
      const inner = Array.isArray(known) ? (known as readonly unknown[])[0] : known;
      if (typeof inner === 'object' && inner !== null) {
        at = inner as Record<string, unknown>;
        return;
      }
      at[key] = isList ? [next] : next;
      at = next;
    });
  }
  return root;
}

const texts = [
  secret,
  `arn:aws:iam::111122223333:role/${secret}`,
  `arn:aws:lambda:eu-west-1:111122223333:function:${secret}`,
  `https://sqs.eu-west-1.amazonaws.com/111122223333/${secret}`,
];

describe('a value that Terraform hides', () => {
  test.each(['create', 'update', 'delete', 'read'])('gets into no text of ours: %s', (action) => {
    const changes = tables.flatMap(([name, type], index) =>
      texts.map((text) => {
        const isData = name.startsWith('data.');
        const paths = pathsOf(type);
        const after = valuesAt(paths, text);
        const marks = valuesAt(paths, true);
        const bare = name.replace('data.', '');
        return {
          address: `${name}.r${index}`,
          mode: isData ? 'data' : 'managed',
          type: bare,
          name: `r${index}`,
          provider_name: 'registry.terraform.io/hashicorp/aws',
          change: {
            actions: [action],
            before: action === 'create' ? null : after,
            after: action === 'delete' ? null : valuesAt(paths, `${text}2`),
            after_unknown: {},
            before_sensitive: index % 2 === 0 ? marks : true,
            after_sensitive: index % 2 === 0 ? marks : true,
          },
        };
      }),
    );
    const found = readPlan({
      format_version: '1.2',
      variables: { password: { value: secret }, region: { value: 'eu-west-1' } },
      resource_changes: changes,
      configuration: {
        provider_config: {
          aws: {
            name: 'aws',
            expressions: {
              region: { references: ['var.password'] },
              assume_role: [{ external_id: { constant_value: secret } }],
            },
          },
        },
        root_module: { variables: { password: { sensitive: true } } },
      },
    });
    expect(changes.length).toBeGreaterThan(1000);
    expect(found.requirements.length).toBeGreaterThan(10);
    expect(leaks(JSON.stringify(found))).toEqual([]);
  });

  test('the same values do show when nothing marks them, so the rule above can fail', () => {
    const found = readPlan({
      format_version: '1.2',
      resource_changes: [
        {
          address: 'aws_sns_topic.t',
          mode: 'managed',
          type: 'aws_sns_topic',
          name: 't',
          provider_name: 'registry.terraform.io/hashicorp/aws',
          change: { actions: ['create'], before: null, after: { name: secret }, after_unknown: {} },
        },
      ],
    });
    expect(leaks(JSON.stringify(found))).not.toEqual([]);
  });

  test('the keys of a provider get into no text of ours', () => {
    const found = readPlan({
      format_version: '1.2',
      resource_changes: [
        {
          address: 'aws_sns_topic.t',
          mode: 'managed',
          type: 'aws_sns_topic',
          name: 't',
          provider_name: 'registry.terraform.io/hashicorp/aws',
          change: { actions: ['create'], before: null, after: { name: 'n' }, after_unknown: {} },
        },
      ],
      configuration: {
        provider_config: {
          aws: {
            name: 'aws',
            expressions: { access_key: { constant_value: secret }, secret_key: { constant_value: secret } },
          },
        },
      },
    });
    expect(found.notes.join(' ')).toContain('access_key');
    expect(leaks(JSON.stringify(found))).toEqual([]);
  });

  test('a file that does not parse is not quoted', () => {
    for (const text of [
      `{"a":"${secret}`,
      `{"${secret}":1,}`,
      secret,
      `{"format_version":"${secret}","resource_changes":[]}`,
      `{"@message":"${secret}"`,
    ]) {
      expect(leaks(JSON.stringify(readText(text)))).toEqual([]);
    }
  });

  test('the tables were there to be read', () => {
    expect(tables.length).toBeGreaterThan(250);
    expect(tables.every(([name]) => types.typeOf(name) !== null)).toBe(true);
  });
});

/** Pieces of the secret of four or more characters. */
function leaks(text: string): readonly string[] {
  const pieces = Array.from({ length: secret.length - 3 }, (_, index) => secret.slice(index, index + 4));
  return pieces.filter((piece) => text.includes(piece));
}
