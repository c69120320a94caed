import type { ModelsSettings, ModelTarget } from "../../config.ts";
import { nameText, numberBetween } from "../rules.ts";
import type { EntriesOf, RowsShape } from "../shape.ts";

const TARGET: EntriesOf<ModelTarget> = {
  provider: {
    rule: nameText(),
    example: "anthropic",
    description: "By name, as in provider.name. Without it: that provider.",
  },
  model: {
    rule: nameText(),
    example: "claude-haiku-5-5",
    description: "Without it: the model in the provider's section.",
  },
  temperature: {
    rule: numberBetween(0, 2),
    example: 0,
    description: "Without it: coding_temperature or the one in the provider's section.",
  },
};

export const MODELS: EntriesOf<ModelsSettings> = {
  completion: targets("Who completes code. Of several, each gives one proposal."),
  code_action: targets("Who does the code actions. The second is asked when the first is down."),
  chat: targets("Who answers questions in the editor. The second is asked when the first is down."),
  cli: targets(
    "Who answers in the terminal. Several answer side by side; hexai -0 asks the first.",
  ),
};

function targets(description: string): RowsShape<ModelTarget> {
  return {
    row: TARGET,
    description,
    examples: [{ provider: "anthropic", model: "claude-haiku-5-5", temperature: 0 }],
    inProject: true,
  };
}
