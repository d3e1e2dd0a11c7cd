import { isRecord } from '../../authorization/policy-files/text/cursor.ts';
import { isCall, mapAt, type Properties } from './made-resource.ts';

const sections: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'Function',
  'AWS::Serverless::Api': 'Api',
  'AWS::Serverless::HttpApi': 'HttpApi',
  'AWS::Serverless::SimpleTable': 'SimpleTable',
  'AWS::Serverless::StateMachine': 'StateMachine',
  'AWS::Serverless::LayerVersion': 'LayerVersion',
};

/** Properties of a resource with what `Globals` add: maps are merged, lists are joined, everything else stays the resource's own (SAM developer guide, "Globals section"). */
export function withGlobals(type: string, properties: Properties, globals: Properties): Properties {
  const section = Object.hasOwn(sections, type) ? sections[type] : undefined;
  return section === undefined ? properties : mergeMaps(mapAt(globals, section), properties, 0);
}

function mergeMaps(general: Properties, own: Properties, depth: number): Properties {
  const merged: [string, unknown][] = Object.keys(general).map((key) => [
    key,
    Object.hasOwn(own, key) ? merge(general[key], own[key], depth + 1) : general[key],
  ]);
  const added = Object.keys(own).filter((key) => !Object.hasOwn(general, key));
  return Object.fromEntries([...merged, ...added.map((key): [string, unknown] => [key, own[key]])]);
}

function merge(general: unknown, own: unknown, depth: number): unknown {
  if (Array.isArray(general) && Array.isArray(own)) {
    return [...(general as unknown[]), ...(own as unknown[])];
  }
  return depth < 20 && isRecord(general) && isRecord(own) && !isCall(general) && !isCall(own)
    ? mergeMaps(general, own, depth)
    : own;
}
