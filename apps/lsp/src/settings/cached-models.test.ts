import { fakeChatClient } from "@hexai/chat/testing";
import { defaultConfig } from "@hexai/config";
import { describe, it } from "vitest";

import { cachedModels } from "./cached-models.ts";

describe("cachedModels", () => {
  it("makes each client once for as long as the settings stay the same", async ({ expect }) => {
    const { models, made, settings } = given();
    await models.chat("chat");
    await models.chat("chat");
    await models.chat("code_action");
    await models.completion();
    await models.completion();
    expect(made).toEqual(["chat", "code_action", "completion"]);

    settings.config = defaultConfig();
    await models.chat("chat");

    expect(made).toEqual(["chat", "code_action", "completion", "chat"]);
  });

  it("tries again to make what could not be made", async ({ expect }) => {
    const { models, made, settings } = given();
    settings.fails = true;
    await expect(models.chat("chat")).rejects.toThrow("no key");
    settings.fails = false;

    await models.chat("chat");

    expect(made).toEqual(["chat", "chat"]);
  });

  it("makes none before there are valid settings, and then at once", async ({ expect }) => {
    const { models, made, settings } = given();
    settings.isValid = false;

    for (const asked of [models.chat("chat"), models.chat("code_action"), models.completion()]) {
      await expect(asked).rejects.toMatchObject({
        code: "misconfigured",
        message: expect.stringContaining("no model is asked"),
      });
    }
    expect(made).toEqual([]);

    settings.isValid = true;
    await models.chat("chat");
    expect(made).toEqual(["chat"]);
  });
});

function given() {
  const settings = { config: defaultConfig(), fails: false, isValid: true };
  const made: string[] = [];
  const models = cachedModels(
    {
      async chat(surface) {
        made.push(surface);
        if (settings.fails) {
          throw new Error("no key");
        }
        return fakeChatClient();
      },
      async completion() {
        made.push("completion");
        return [];
      },
    },
    { config: () => settings.config, isValid: () => settings.isValid },
  );
  return { settings, made, models };
}
