import type { CredentialFacts } from '../facts.ts';
import { amplify } from './amplify.ts';
import { awsCli } from './aws-cli.ts';
import { boto3 } from './boto3.ts';
import { cdk } from './cdk.ts';
import { ebCli } from './eb-cli.ts';
import { javascriptSdk } from './javascript-sdk.ts';
import { samCli } from './sam-cli.ts';
import type { Tool } from './tool.ts';
import { tools as allTools } from './tool.ts';
import type { ToolChoice } from './tool-choice.ts';
import type { ToolFacts } from './tool-facts.ts';
import { toolFacts } from './tool-facts.ts';

/** What each tool does with this environment, these files and this project, in the order of the tools asked for. */
export function toolChoices(facts: CredentialFacts, tools: readonly Tool[] = allTools): readonly ToolChoice[] {
  const seen = toolFacts(facts);
  return tools.map((tool) => rules[tool](seen));
}

const rules: Readonly<Record<Tool, (tools: ToolFacts) => ToolChoice>> = {
  'aws-cli': awsCli,
  boto3,
  'sam-cli': samCli,
  'eb-cli': ebCli,
  'javascript-sdk': javascriptSdk,
  cdk,
  amplify,
};
