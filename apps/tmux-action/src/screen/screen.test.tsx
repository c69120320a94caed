import { render } from "ink-testing-library";
import { describe, it } from "vitest";

import { Screen } from "./screen.tsx";

describe("Screen", () => {
  it("draws lines, empty ones too", ({ expect }) => {
    const lines = [
      [{ text: "one " }, { text: "more", color: "red" as const }],
      [],
      [{ text: "three" }],
    ];

    const { lastFrame } = render(<Screen lines={lines} isColorful={false} />);

    expect(lastFrame()).toBe("one more\n\nthree");
  });
});
