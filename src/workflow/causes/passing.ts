import { inContext, listed, named, quoted, sentence, shownFile, where } from '../wording.ts';
import { distinct, grouped, hangingOn, isSure, type Case, type Cause, type Hanging } from './case.ts';

/** What a calling job, or the user of a composite action, does not hand over. */
export function passingCauses(found: Case): readonly Cause[] {
  const secrets = hangingOn(found.empty, 'unpassed-secret');
  const inputs = hangingOn(found.empty, 'unpassed-input');
  return [
    ...grouped(secrets, ({ origin }) => origin.caller).map((group) => unpassedSecrets(found, group)),
    ...grouped(inputs, ({ origin }) => `${origin.of} ${where(origin.user)}`).map((group) =>
      unpassedInputs(found, group),
    ),
    ...runInputs(found),
    ...inAction(found),
  ];
}

/**
 * Secrets are not passed to a called workflow by themselves, and only to the one that is called directly (GitHub docs,
 * "Reuse workflows"). An environment on the called job changes those that are passed and adds none (actions/runner
 * issues 1490 and 4453), which the docs do not say, so it keeps the cause from being certain.
 */
function unpassedSecrets(
  found: Case,
  group: readonly [Hanging<'unpassed-secret'>, ...Hanging<'unpassed-secret'>[]],
): Cause {
  const { caller, callee } = group[0].origin;
  const { file } = caller.workflow;
  const wanted = distinct(group.map(({ origin }) => inContext('secrets', origin.name)));
  const passed = caller.job.secrets;
  const job = `Job ${quoted(caller.job.id)}`;
  const called = shownFile(callee.workflow.file);
  const line =
    passed.kind === 'mapping' ? (passed.block.line ?? caller.job.line) : (caller.job.uses?.line ?? caller.job.line);
  const at = { file, line };
  const given = passed.kind === 'mapping' ? [...passed.block.entries.keys()].slice(0, 8).map(named) : [];
  const text =
    passed.kind === 'mapping'
      ? `${job} passes ${given.length === 0 ? 'nothing' : `only ${listed(given)}`} under secrets: (${where(at)}), and ${called} asks for ${listed(wanted)}.${undeclared(group)}`
      : `${job} calls ${called} (${where(at)}) without secrets:, so that ${listed(wanted)} ${wanted.length === 1 ? 'is' : 'are'} empty there. Add secrets: inherit to that job.`;
  const environment = callee.job.environment;
  const beside =
    environment === null ? '' : ' The environment: of the called job does not fill secrets that are not passed.';
  return {
    sentence: `${text}${beside}`,
    established: isSure(found) && environment === null && group.every(({ origin }) => origin.certain),
    weight: 96,
    at,
    explains: distinct(group.map(({ name }) => name)),
  };
}

/** A mapping can only pass what the called workflow declares. */
function undeclared(group: readonly Hanging<'unpassed-secret'>[]): string {
  const missing = group.filter(
    ({ origin }) => origin.callee.workflow.call?.secrets.has(origin.name.toLowerCase()) !== true,
  );
  const names = distinct(missing.map(({ origin }) => named(origin.name)));
  return names.length === 0
    ? ''
    : ` Its on: workflow_call: secrets: does not declare ${listed(names)} either, and only secrets: inherit passes what is not declared.`;
}

function unpassedInputs(
  found: Case,
  group: readonly [Hanging<'unpassed-input'>, ...Hanging<'unpassed-input'>[]],
): Cause {
  const { user, of } = group[0].origin;
  const names = distinct(group.map(({ origin }) => named(origin.name)));
  return {
    sentence: `${shownFile(of)} takes the value from its ${names.length === 1 ? 'input' : 'inputs'} ${listed(names)}, and ${where(user)}, where it is used, gives none under with:.`,
    established: isSure(found) && group.every(({ origin }) => origin.certain),
    weight: 94,
    at: user,
    explains: distinct(group.map(({ name }) => name)),
  };
}

/** `inputs` of the workflow that the event started are filled in runs that a person starts, and in no others. */
function runInputs(found: Case): readonly Cause[] {
  const { event } = found;
  return grouped(hangingOn(found.empty, 'event-input'), ({ origin }) => origin.name.toLowerCase()).map((group) => {
    const [{ origin }] = group;
    const input = inContext('inputs', origin.name);
    const byHand = event.name === 'workflow_dispatch';
    const filled = event.filledInputs?.includes(origin.name.toLowerCase()) === true;
    const told = `${input} (${where(origin.at)})`;
    const text = byHand
      ? `${told} was ${filled ? 'filled when the run was started by hand, and has not arrived' : 'left empty when the run was started by hand'}.`
      : `${told} is filled only in runs that are started by hand, and this one was started by ${quoted(event.name)}.`;
    return {
      sentence: text,
      established: isSure(found) && !filled && event.name !== '' && group.every((each) => each.origin.certain),
      weight: filled ? 40 : 93,
      at: origin.at,
      explains: distinct(group.map(({ name }) => name)),
    };
  });
}

/** GitHub docs, "Metadata syntax": composite actions have no `secrets` context, secrets are handed to them as inputs. */
function inAction(found: Case): readonly Cause[] {
  return grouped(hangingOn(found.empty, 'secret-in-action'), ({ origin }) => origin.at.file).map((group) => {
    const names = distinct(group.map(({ origin }) => inContext('secrets', origin.name)));
    const { at } = group[0].origin;
    return {
      sentence: sentence(
        `${where(at)} reads ${listed(names)} in a composite action, which has no secrets: declare inputs for them, and hand them over under with: where the action is used.`,
      ),
      established: isSure(found) && group.every(({ origin }) => origin.certain),
      weight: 95,
      at,
      explains: distinct(group.map(({ name }) => name)),
    };
  });
}
