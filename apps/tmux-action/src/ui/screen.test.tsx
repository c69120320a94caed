import { render } from "ink-testing-library";
import { describe, it, vi } from "vitest";

import type { Key } from "./key.ts";
import { Screen } from "./screen.tsx";

describe("Screen", () => {
  it("tells every key, also of those that come together", async ({ expect }) => {
    const keys: Key[] = [];
    const { stdin } = render(
      <Screen lines={[]} isColorful={false} onKey={(key) => keys.push(key)} />,
    );

    stdin.write("jk\r");
    stdin.write("\u001b[A");
    stdin.write("\u001b");

    await vi.waitFor(() => {
      expect(keys.map(({ type }) => type)).toEqual(["text", "text", "enter", "up", "escape"]);
    });
  });

  it("draws lines, empty ones too", ({ expect }) => {
    const lines = [
      [{ text: "one " }, { text: "more", color: "red" as const }],
      [],
      [{ text: "three" }],
    ];

    const { lastFrame } = render(
      <Screen lines={lines} isColorful={false} onKey={() => undefined} />,
    );

    expect(lastFrame()).toBe("one more\n\nthree");
  });
});
