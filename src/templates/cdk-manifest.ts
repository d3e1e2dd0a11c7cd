import { rootOf } from '../authorization/policy-files/text/cursor.ts';
import { readJson } from '../authorization/policy-files/text/json-text.ts';
import type { Location, Observation } from '../diagnoses/finding.ts';
import type { Place } from '../requirements/placeholder.ts';
import { cdkStack, type CdkStackArtifact } from './cdk-stack.ts';
import { textOf } from './json-member.ts';

/** A stack, and where its manifest is. */
export interface FoundStack {
  readonly stack: CdkStackArtifact;
  readonly folder: string;
  readonly location: Location;
  /** Files of the asset manifests, by the id of their artifact. */
  readonly assets: ReadonlyMap<string, string>;
}

export interface Manifest {
  readonly text: string;
  readonly file: string;
  readonly depth: number;
}

/** What the manifests of an assembly hold. */
export interface CdkManifests {
  readonly stacks: readonly FoundStack[];
  readonly notes: readonly string[];
  readonly observations: readonly Observation[];
}

const deepest = 5;
const mostStacks = 500;

/** Reads a manifest and those of the stages in it. `run` is the place of stacks that do not name theirs. */
export function cdkManifests(manifest: Manifest, run: Place, read: (path: string) => string | null): CdkManifests {
  const { file, depth } = manifest;
  const text = manifest.text.startsWith('\uFEFF') ? manifest.text.slice(1) : manifest.text;
  const { tree, faults } = readJson(text);
  const artifacts = tree === null ? null : rootOf(tree).get('artifacts');
  if (tree === null || artifacts?.value === undefined) {
    const line = text.slice(0, tree === null ? (faults.at(-1)?.offset ?? 0) : 0).split('\n').length;
    return { stacks: [], notes: [], observations: [unreadable(file, line)] };
  }
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const assets = new Map<string, string>();
  const stacks: FoundStack[] = [];
  const notes: string[] = [];
  const observations: Observation[] = [];
  for (const [id, artifact] of artifacts.entries()) {
    const property = (key: string) => textOf(artifact.get('properties').value, key) ?? '';
    const { line } = tree.positionAt(artifact.offset);
    const type = textOf(artifact.value, 'type');
    if (type === 'cdk:asset-manifest') {
      assets.set(id, property('file'));
    } else if (type === 'cdk:cloud-assembly') {
      const path = within(folder, `${property('directoryName')}/manifest.json`);
      const inner = path === null || depth >= deepest ? null : read(path);
      const stage =
        path === null || inner === null ? null : cdkManifests({ text: inner, file: path, depth: depth + 1 }, run, read);
      stacks.push(...(stage?.stacks ?? []));
      observations.push(...(stage?.observations ?? []));
      notes.push(...(stage?.notes ?? [`${file}: the stage at line ${line} could not be read, so it was not checked.`]));
    } else if (type === 'aws:cloudformation:stack') {
      const stack = cdkStack(id, artifact, run);
      if (stack === null) {
        notes.push(`${file}: the stack at line ${line} has a form that the CDK does not write, and was not checked.`);
      } else {
        stacks.push({ stack, folder, location: { file, line, endLine: line }, assets });
      }
    }
  }
  return { stacks: stacks.slice(0, mostStacks), notes, observations };
}

function unreadable(file: string, line: number): Observation {
  const detail = `${file}: This is no manifest of a cloud assembly. Run cdk synth, and name the manifest.json in cdk.out.`;
  return { code: 'template-unreadable', detail, location: { file, line, endLine: line } };
}

/** A path below a folder; `null` for one that leads out of it. */
export function within(folder: string, path: string): string | null {
  const isBelow =
    path !== '' &&
    path.length < 1000 &&
    !/^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(path) &&
    !path.includes('\u0000');
  return isBelow ? `${folder}${path}` : null;
}
