import type { Observation } from '../diagnoses/finding.ts';
import type { Deployed, DeployedValue, ValueOrigin } from '../requirements/deployed.ts';
import type { Target } from '../requirements/target.ts';
import type { Detection, DetectionFacts, NamedRegion } from './detection-facts.ts';
import { resolver as openResolver, type Resolver } from './expressions/context.ts';
import { ProjectFiles } from './files/project-tree.ts';
import { locationOf } from './location.ts';
import { deploySteps } from './steps/deploy-steps.ts';
import { stepDetails } from './steps/step-details.ts';
import { deploymentsOf, type Pieces, saidBy, shownBy } from './targets/deployment.ts';
import { fileSigns } from './targets/file-signs.ts';
import { fileValue } from './targets/file-values.ts';
import { type Match, nameOf } from './targets/match.ts';
import { namedRegion } from './targets/region.ts';
import { ownTexts, signsOtherwise } from './targets/signing.ts';
import { UseReader } from './uses/step-uses.ts';
import type { Use } from './uses/use.ts';

/**
 * Tells what is deployed, and with which values: by the steps of the workflow behind this one, by those of the jobs that
 * wait for this job, and, when no step deploys anything, by the files of the project. What the user gives comes before
 * everything else, then what the steps say, then the files. Never throws.
 */
export function detect(facts: DetectionFacts): Detection {
  const { groups, earlier, own, later } = deploySteps(facts);
  const resolver = openResolver(facts, own, later);
  const files = new ProjectFiles(facts.files);
  const run: Run = { facts, resolver, files };
  const reader = new UseReader({ files, resolver, details: stepDetails(facts.library) });
  const texts = ownTexts(own, reader.read(earlier()));
  const uses = groups.map((group) => lazily(() => reader.read(group())));
  const chosen = facts.auto ? facts.targets.filter((target) => !facts.selected.includes(target)) : [];

  const named = facts.selected.flatMap((target) => deploymentsOfNamed(target, uses, run));
  const group = facts.auto
    ? uses.find((each) => [...chosen, ...facts.selected].some((target) => isShown(target, each())))
    : undefined;
  const shown = chosen.flatMap((target) =>
    group === undefined
      ? []
      : deploymentsOf(target, group(), facts.given, resolver).map((pieces) => {
          const isOther = pieces.isCertain && signsOtherwise(pieces.matches[0], group(), texts);
          const found = deployedBy(isOther ? { ...pieces, isCertain: false } : pieces, false, group(), run);
          return isOther ? { ...found, note: otherCredentials(pieces) } : found;
        }),
  );
  const byFiles = facts.auto && group === undefined ? chosen.flatMap((target) => shownByFiles(target, run)) : [];
  const all = withoutCopies([...named, ...shown, ...byFiles]);
  return {
    deployed: all.slice(0, most).map(({ deployed }) => deployed),
    observations: filesOnly(byFiles),
    notes: [
      ...all.slice(0, most).flatMap(({ note }) => note ?? []),
      ...(all.length <= most
        ? []
        : [`${all.length - most} of the ${all.length} deployments that the steps of the workflow show.`]),
    ],
    regions: all.slice(0, most).flatMap(({ regions }) => regions),
  };
}

const most = 50;

interface Run {
  readonly facts: DetectionFacts;
  readonly resolver: Resolver;
  readonly files: ProjectFiles;
}

interface Found {
  readonly deployed: Deployed;
  /** What was not looked at. */
  readonly note?: string;
  readonly regions: readonly NamedRegion[];
}

/**
 * A target that the user names is deployed whether or not a step shows it, and any step that says something about it
 * counts. When there is one deployment of it, that is certain.
 */
function deploymentsOfNamed(target: Target, groups: readonly (() => readonly Use[])[], run: Run): readonly Found[] {
  const { facts, resolver } = run;
  for (const shows of [shownBy, saidBy]) {
    const group = groups.find((each) => each().some((use) => shows(target, use) !== null));
    const pieces = group === undefined ? [] : deploymentsOf(target, group(), facts.given, resolver, shows);
    if (pieces.length > 0) {
      return pieces.map((each) =>
        deployedBy(pieces.length === 1 ? { ...each, isCertain: true } : each, true, group?.() ?? [], run),
      );
    }
  }
  const values = valuesOf(target, null, '', run);
  return [{ deployed: { targetId: target.id, values, sign: null, certain: true }, regions: [] }];
}

function isShown(target: Target, uses: readonly Use[]): boolean {
  return uses.some((use) => shownBy(target, use) !== null);
}

function deployedBy(pieces: Pieces, isNamed: boolean, uses: readonly Use[], run: Run): Found {
  const { target, matches, isCertain } = pieces;
  const [first] = matches;
  const sign: ValueOrigin = { kind: 'step', what: signOf(first), location: locationOf(first.use.spot) };
  const values = valuesOf(target, pieces, '', run);
  const regions = matches.flatMap((match) => namedRegion(match, uses, run.resolver) ?? []);
  return {
    deployed: {
      targetId: target.id,
      values,
      sign: isNamed ? null : sign,
      certain: isCertain,
      ...(regions.length === 0 ? {} : { regions: regions.map(({ value }) => value) }),
    },
    regions: regions.map((region) => ({ targetId: target.id, region })),
  };
}

function otherCredentials({ target, matches: [first] }: Pieces): string {
  const { file, line } = first.use.spot;
  return `${target.id}: ${nameOf(first)} (${file}:${line}) may sign with other credentials than this step, so that nothing about it fails this run; run this step behind the one that sets them.`;
}

function signOf(match: Match): string {
  const { use } = match;
  return use.kind === 'command' && use.script !== null
    ? `${nameOf(match)}, in a script of package.json`
    : nameOf(match);
}

function valuesOf(
  target: Target,
  pieces: Pieces | null,
  folder: string,
  { facts, resolver, files }: Run,
): ReadonlyMap<string, DeployedValue> {
  const values = new Map<string, DeployedValue>();
  const { ref } = facts.event;
  for (const name of target.parameters.keys()) {
    const input = facts.given.get(name);
    const given = pieces?.given.get(name);
    const value =
      input !== undefined
        ? { value: input, origin: { kind: 'input' as const, what: 'the parameters input', location: null } }
        : given !== undefined
          ? given.value
          : fileValue(target, name, { files, resolver, ref, matches: pieces?.matches ?? [], folder });
    if (value !== null) {
      values.set(name, value);
    }
  }
  return values;
}

interface ByFile extends Found {
  readonly target: Target;
  readonly file: string;
}

function shownByFiles(target: Target, run: Run): readonly ByFile[] {
  return fileSigns(target, run.files).map(({ sign, file, folder }) => ({
    target,
    file,
    deployed: { targetId: target.id, values: valuesOf(target, null, folder, run), sign, certain: false },
    regions: [],
  }));
}

function filesOnly(found: readonly ByFile[]): readonly Observation[] {
  const targets = [...new Set(found.map(({ target }) => target.id))].map((id) => {
    const files = found.filter(({ target }) => target.id === id).map(({ file }) => file.slice(0, 200));
    return `${id} (${files.slice(0, 5).join(', ')}${files.length > 5 ? ' and more' : ''})`;
  });
  return targets.length === 0
    ? []
    : [
        {
          code: 'targets-by-files-only',
          detail: `No step that deploys was found. Files of the project show ${targets.join(', ')}, and files do not tell what this job deploys, so that nothing of it fails this run; set targets to be sure.`,
        },
      ];
}

/** What two steps deploy with the same values is told once, and is certain when one of them is. */
function withoutCopies(found: readonly Found[]): readonly Found[] {
  const known = new Map<string, Found>();
  for (const each of found) {
    const { targetId, values, certain } = each.deployed;
    const key = JSON.stringify([targetId, [...values].map(([name, { value }]) => [name, value])]);
    const earlier = known.get(key);
    if (earlier === undefined || (certain && !earlier.deployed.certain)) {
      known.set(key, each);
    }
  }
  return [...known.values()];
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
