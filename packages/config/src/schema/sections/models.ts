import type { ModelsSettings, ModelTarget } from "../../config.ts";
import { nameText, numberBetween } from "../rules.ts";
import type { EntriesOf, RowsShape } from "../shape.ts";
import { OWN_OPTIONS } from "./host.ts";

const TARGET: EntriesOf<ModelTarget> = {
  provider: {
    rule: nameText(),
    example: "anthropic",
    description: "The provider, as in provider.name. If not set, provider.name is used.",
  },
  model: {
    rule: nameText(),
    example: "claude-haiku-5-5",
    description: "If not set, the model in the provider's section is used.",
  },
  temperature: {
    rule: numberBetween(0, 2),
    example: 0,
    description: "If not set, coding_temperature or the one in the provider's section is used.",
  },
  options: OWN_OPTIONS,
};

export const MODELS: EntriesOf<ModelsSettings> = {
  completion: targets("The models that complete code. Each one makes a proposal."),
  code_action: targets("The models for code actions. The second is asked when the first fails."),
  chat: targets(
    "The models that answer questions in the editor. The second is asked when the first fails.",
  ),
  cli: targets(
    "The models that answer in the terminal. Several answer side by side; hexai -0 asks only the first.",
  ),
};

function targets(description: string): RowsShape<ModelTarget> {
  return {
    row: TARGET,
    description,
    examples: [
      { provider: "anthropic", model: "claude-haiku-5-5", temperature: 0, options: { top_p: 0.9 } },
    ],
    inProject: true,
  };
}
