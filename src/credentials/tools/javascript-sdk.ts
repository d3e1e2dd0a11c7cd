import { javascriptChain } from './javascript.ts';
import { firstRegion, instanceRegion, profileInForce, profileRegion, setVariable } from './region-of-tool.ts';
import type { ToolChoice } from './tool-choice.ts';
import type { ToolFacts } from './tool-facts.ts';

/** The default chain by itself: actions, scripts, and whatever else is written in JavaScript. */
export function javascriptSdk(tools: ToolFacts): ToolChoice {
  const verdict = javascriptChain({ profileVariables, asksForMfa: false }, tools);
  return {
    tool: 'javascript-sdk',
    ...verdict,
    region: firstRegion(
      setVariable('AWS_REGION', tools),
      profileRegion(profileInForce(verdict, profileVariables, tools), tools.javascript),
      instanceRegion(tools),
    ),
  };
}

const profileVariables = ['AWS_PROFILE'];
