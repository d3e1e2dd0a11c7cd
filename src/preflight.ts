import type { Aws } from './aws/port.ts';
import { checkPermissions } from './check-permissions.ts';
import { chooseSource } from './credentials/choose-source.ts';
import { lintCredentials } from './credentials/lint.ts';
import { resolveRegion } from './credentials/region.ts';
import { decideFromFiles } from './decide-from-files.ts';
import { planDeployment } from './deployment.ts';
import { Draft } from './draft.ts';
import type { Facts } from './facts.ts';
import { checkSession, statedSessionEnd } from './identity/session.ts';
import { parseSettings } from './inputs.ts';
import { probeServices } from './probes.ts';
import { remedyContexts, settleContexts } from './remedy-contexts.ts';
import type { Report } from './report/report.ts';
import { verifyIdentity } from './verify-identity.ts';
import type { Workspace } from './workspace.ts';

/** What a run works through; passed in, so that a test can stand in for any of it. */
export interface Ports {
  /** Opens the door to AWS for the run's time. Called only when there is something to ask. */
  readonly connect: (deadline: AbortSignal) => Aws;
  readonly workspace: Workspace;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Takes a text that must not be shown from now on, such as the name of a student. */
  readonly hide: (text: string) => void;
}

/**
 * Answers whether the deployment will fail on credentials or permissions. Never throws: a bad input and a fault of our
 * own are findings of the report, beside whatever was established before them.
 */
export async function preflight(facts: Facts, ports: Ports): Promise<Report> {
  const started = ports.now();
  const draft = new Draft(facts);
  try {
    await examine(facts, ports, draft);
  } catch (error) {
    draft.recordFault(error);
  }
  return draft.finish(ports.now() - started);
}

/** The whole story, in order. What is established to be wrong ends it: nothing after it could be believed. */
async function examine(facts: Facts, ports: Ports, draft: Draft): Promise<void> {
  const settings = parseSettings(facts.inputs);
  const deployment = planDeployment(facts.inputs, ports.workspace);
  draft.observe(deployment.observations);

  const source = chooseSource(facts.credentials);
  draft.addRemedyContexts(remedyContexts(facts, source, deployment.targetIds));
  if (source === null && (facts.event.forkPullRequest || facts.event.dependabot)) {
    draft.observeWithoutSecrets(facts.event);
    draft.skipped = deployment.files === null;
  }
  if (source === null && (draft.skipped || deployment.files !== null)) {
    decideFromFiles(facts, settings, deployment, draft, ports.now());
    return;
  }
  const { region } = resolveRegion(facts.credentials, source?.kind === 'profile' ? source.name : null);
  const sessionExpiresAt = settings.sessionExpiresAt ?? statedSessionEnd(facts.credentials.environment, source?.kind);
  const { minSessionMinutes } = settings;
  draft.observe(lintCredentials(facts.credentials));
  draft.observe(checkSession({ expiresAt: sessionExpiresAt, minimumMinutes: minSessionMinutes, now: ports.now() }));
  if (draft.failed() || source === null || region === null || settings.level === 'lint') {
    draft.leaveOut(settings.level, deployment);
    return;
  }

  const aws = draft.connectedBy(ports.connect(AbortSignal.timeout(settings.timeoutSeconds * 1000)));
  const expected = { allowedAccountIds: settings.allowedAccountIds, principal: settings.expectedPrincipal };
  const now = ports.now();
  const verification = await verifyIdentity(aws, {
    source,
    region,
    expected,
    sessionExpiresAt,
    minSessionMinutes,
    now,
  });
  const { caller } = verification;
  if (verification.secret !== null) {
    ports.hide(verification.secret);
  }
  if (caller === null && source.kind === 'instance' && deployment.files !== null) {
    decideFromFiles(facts, settings, deployment, draft, now);
    return;
  }
  draft.observe(verification.observations);
  if (caller === null) {
    draft.incomplete = true;
    draft.leaveOut(settings.level, deployment);
    return;
  }
  draft.identity = caller.identity;
  draft.addRemedyContexts(settleContexts(draft.remedyContexts, caller.identity.kind));
  if (minSessionMinutes > 0 && caller.identity.expiresAt === null && caller.credentials.sessionToken !== null) {
    draft.notCovered.push('min-session-minutes: nothing tells when this session ends; pass session-expires-at.');
  }
  if (draft.failed()) {
    draft.leaveOut(settings.level, deployment);
    return;
  }
  const probed = await probeServices(aws, caller, region, deployment.probes({ ...caller.identity, region }));
  draft.observe(probed.obstacles);
  if (settings.level === 'permissions') {
    await checkPermissions(aws, caller, region, deployment, draft, now);
  }
  draft.observeUnlessKnown(probed.hints);
}
