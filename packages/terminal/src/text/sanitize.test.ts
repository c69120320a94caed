import * as fc from "fast-check";
import { describe, it } from "vitest";

import { createTextSanitizer } from "./create-text-sanitizer.ts";
import { escapeUnsafe, quoteText, sanitizeLine, sanitizeName, sanitizeText } from "./sanitize.ts";

/** `packages/tmux-format` has the same characters in its own test. */
const UNSAFE = [
  { text: "a\u001b[31mb", safe: "a␛[31mb", why: "a colour" },
  { text: "\u001b]0;title\u0007", safe: "␛]0;title␇", why: "a window title" },
  { text: "\u001b]52;c;eA==\u001b\\", safe: "␛]52;c;eA==␛\\", why: "the clipboard" },
  { text: "\u009b2J\u0090x", safe: "�2J�x", why: "sequences of C1" },
  { text: "\b\u007f\0", safe: "␈␡␀", why: "rubbing out" },
  { text: "a\u202eb\u202ac", safe: "a�b�c", why: "bidirectional overrides and embeddings" },
  { text: "a\u2066b\u2069c", safe: "a�b�c", why: "bidirectional isolates" },
  { text: "a\u200eb\u200fc\u061cd", safe: "a�b�c�d", why: "bidirectional marks" },
  { text: "a\u2028b\u2029c", safe: "a�b�c", why: "line and paragraph separators" },
  { text: "a\u200bb\u2060c\ufeffd", safe: "a�b�c�d", why: "zero-width spaces" },
  { text: "a\u200db\u200cc", safe: "a�b�c", why: "joiners between Latin letters" },
  { text: "a\u00adb\u034fc\u2063d", safe: "a�b�c�d", why: "characters that are seen as nothing" },
  { text: "a\u3164b\u115fc\uffa0d\u1160", safe: "a�b�c�d�", why: "fillers" },
  { text: "a\ufe0fb\ufe0ec\u{e0101}d", safe: "a�b�c�d", why: "variation selectors of letters" },
  { text: "a1\ufe0f.\ufe0f", safe: "a1�.�", why: "a digit that is no key" },
  { text: "🙂\ufe0f\ufe0f\u{e0100}", safe: "🙂\ufe0f��", why: "a row of variation selectors" },
  { text: "🙂\u200dx 🙂\u200d", safe: "🙂�x 🙂�", why: "a joiner that joins nothing" },
  { text: "\u{e0041}\u{e0001}\u{e007f}", safe: "���", why: "tags without a flag" },
  { text: "🏴\u{e0067}\u{e0062}x", safe: "🏴��x", why: "a flag without an end" },
  {
    text: "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e0073}\u{e0073}\u{e007f}",
    safe: "🏴��������",
    why: "a flag that says too much",
  },
  { text: "می\u200c\u200c\u200cخواهم", safe: "می\u200c��خواهم", why: "a row of joiners" },
  { text: "\ufff9a\ufffab\ufffb", safe: "�a�b�", why: "hidden annotations" },
  { text: "a\ud83db\ude00c", safe: "a�b�c", why: "halves of surrogate pairs" },
];

const HARMLESS = [
  { text: "gpt-4.1 é 日本語 عربي עברית 한국어 ไทย हिन्दी", why: "letters of all scripts" },
  { text: "│─█▏✗✓↑Σ …–", why: "signs" },
  { text: "👩‍👩‍👧‍👦 🧑🏽‍🚀 ❤️‍🔥 🏳️‍🌈 👁️‍🗨️ 🐈‍⬛ 🏃🏽‍➡️", why: "emoji of several" },
  { text: "❤️ ❤︎ ☎️ ©️ 1️⃣ #️⃣ 👍🏽 🇩🇪", why: "emoji of one" },
  { text: "🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁵󠁳󠁣󠁡󠁿 🏴", why: "flags of parts of countries" },
  { text: "می‌خواهم نامه‌ای کتاب‌ها ۱۴۰۰ه‍", why: "Persian with its joiners" },
  { text: "क्‍ष र्‍य श्रीमान्‌को", why: "Hindi and Nepali with theirs" },
  { text: "ශ්‍රී ලංකා র‍্যাব ണ്‍ க்‌ஷ", why: "Sinhala, Bengali, Malayalam and Tamil" },
  { text: "ខ្ញុំ​ចង់​ទៅ", why: "Khmer with its zero-width spaces" },
  { text: "葛󠄀城市 辻󠄁", why: "forms of ideographs" },
  { text: "ᠮᠣᠩᠭᠣᠯ ᠪᠠᠶᠢᠨ᠎ᠠ ᠭ᠋", why: "Mongolian" },
  { text: "ᄀᅠ", why: "a lone consonant of old Korean" },
  { text: "יְרוּשָׁלַ͏ִם", why: "the order of Hebrew points" },
];

/** Nothing of these may ever reach a terminal. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const OBEYED = /[\0-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u;

const PIECE = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(...[...UNSAFE, ...HARMLESS].map(({ text }) => text)),
  fc
    .array(
      fc.constantFrom(
        ..."a1🏴👩🏽❤می日ක్".split(""),
        ..."\u200c\u200d\u200b\ufe0f\u20e3\r\n\u001b".split(""),
      ),
    )
    .map((characters) => characters.join("")),
);

describe("sanitizeText", () => {
  it.for(UNSAFE)("replaces $why", ({ text, safe }, { expect }) => {
    expect(sanitizeText(text)).toBe(safe);
  });

  it.for(HARMLESS)("leaves $why as they are", ({ text }, { expect }) => {
    expect(sanitizeText(text)).toBe(text);
  });

  it("leaves lines and tabs as they are, and drops carriage returns", ({ expect }) => {
    expect(sanitizeText("a\r\n\tb\rc")).toBe("a\n\tbc");
  });

  it("leaves nothing that a terminal obeys, and finds nothing more in what it made", ({
    expect,
  }) => {
    fc.assert(
      fc.property(fc.array(PIECE), (pieces) => {
        const safe = sanitizeText(pieces.join(""));

        expect(safe).not.toMatch(OBEYED);
        expect(sanitizeText(safe)).toBe(safe);
      }),
    );
  });

  it("decides about every character alone as Unicode does", ({ expect }) => {
    const wrong = Array.from({ length: 0x11_0000 }, (_, code) => code).filter((code) => {
      const character = String.fromCodePoint(code);
      const isUnsafe =
        /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\ufff9-\ufffb]/u.test(
          character,
        ) && !/[\n\t]/.test(character);
      return (sanitizeText(character) !== character) !== isUnsafe;
    });

    expect(wrong).toEqual([]);
  });
});

describe("sanitizeText, between two letters of a script", () => {
  const SCRIPTS =
    "Adlm Arab Mand Mani Mong Nkoo Phag Rohg Syrc Bali Beng Cakm Deva Gujr Guru Java Khmr Knda Mlym Mtei Mymr Orya Sinh Sund Taml Telu Tibt";

  it.for([
    { name: "a non-joiner", invisible: "\u200c", scripts: SCRIPTS.split(" ") },
    { name: "a zero-width space", invisible: "\u200b", scripts: ["Khmr", "Laoo", "Mymr", "Thai"] },
  ])("leaves $name where letters join, or words have no spaces", (row, { expect }) => {
    const { invisible, scripts } = row;
    const patternOf = (property: string) =>
      new RegExp(`[${scripts.map((script) => `\\p{${property}=${script}}`).join("")}]`, "u");
    const own = patternOf("Script");
    const shared = patternOf("Script_Extensions");
    const letters = Array.from({ length: 0x11_0000 }, (_, code) => code)
      .filter((code) =>
        /(?!\p{Default_Ignorable_Code_Point})\p{L}/u.test(String.fromCodePoint(code)),
      )
      .map((code) => String.fromCodePoint(code));
    const stays = (letter: string): boolean => {
      const text = `${letter}${invisible}${letter}`;
      return sanitizeText(text) === text;
    };

    expect(letters.filter((letter) => own.test(letter) && !stays(letter))).toEqual([]);
    expect(letters.filter((letter) => stays(letter) && !shared.test(letter))).toEqual([]);
  });
});

describe("createTextSanitizer", () => {
  it("makes of pieces what sanitizeText makes of the whole", ({ expect }) => {
    fc.assert(
      fc.property(fc.array(PIECE), fc.array(fc.nat(20)), (pieces, lengths) => {
        const text = pieces.join("");
        const sanitizer = createTextSanitizer();
        let rest = text;
        let shown = "";
        for (const length of lengths) {
          shown += sanitizer.push(rest.slice(0, length));
          rest = rest.slice(length);
        }
        shown += sanitizer.push(rest) + sanitizer.end();

        expect(shown).toBe(sanitizeText(text));
      }),
      { numRuns: 1000 },
    );
  });

  it.for([...UNSAFE, ...HARMLESS])(
    "does so one code unit at a time: $why",
    ({ text }, { expect }) => {
      const sanitizer = createTextSanitizer();
      const shown = text.split("").map((unit) => sanitizer.push(unit));

      expect(shown.join("") + sanitizer.end()).toBe(sanitizeText(text));
    },
  );

  it("holds back nothing that can be seen", ({ expect }) => {
    const sanitizer = createTextSanitizer();

    expect(
      ["Hel", "lo 👩", "\u200d", "👧", "\u001b"].map((piece) => sanitizer.push(piece)),
    ).toEqual(["Hel", "lo 👩", "", "\u200d👧", "␛"]);
  });
});

describe("sanitizeName", () => {
  it.for(UNSAFE)("replaces $why", ({ text, safe }, { expect }) => {
    expect(sanitizeName(text)).toBe(safe);
  });

  it("is one line", ({ expect }) => {
    expect(sanitizeName("a\nb\tc\r\n")).toBe("a␊b␉c␊");
  });
});

describe("sanitizeLine", () => {
  it.for([...UNSAFE, ...HARMLESS.map(({ text, why }) => ({ text, safe: text, why }))])(
    "shows $why",
    ({ text, safe }, { expect }) => {
      expect(sanitizeLine(text)).toBe(safe);
    },
  );

  it.for([
    { line: "\tx", shown: "    x", why: "a tab" },
    { line: "ab\tx", shown: "ab  x", why: "a tab stop" },
    { line: "日\tx", shown: "日  x", why: "a tab stop behind a wide character" },
    { line: "a\rb\nc", shown: "a␍b␊c", why: "the ends of lines" },
  ])("shows $why", ({ line, shown }, { expect }) => {
    expect(sanitizeLine(line)).toBe(shown);
  });
});

describe("escapeUnsafe", () => {
  it("shows the number of each unsafe character, and leaves emoji", ({ expect }) => {
    expect(escapeUnsafe("a\u202eb\u001b\n\t\u{e0041}👩‍👧")).toBe(
      "a\\u{202e}b\\u{1b}\\u{a}\\u{9}\\u{e0041}👩‍👧",
    );
  });
});

describe("quoteText", () => {
  it.for([
    { text: "gpt-4.1", quoted: '"gpt-4.1"' },
    { text: 'a "b" \\', quoted: String.raw`"a \"b\" \\"` },
    { text: "a\nb\t\u001b[31m", quoted: String.raw`"a\nb\t\u001b[31m"` },
    { text: "\u202egpt\u009b", quoted: String.raw`"\u{202e}gpt\u{9b}"` },
    { text: "👩‍👧 می‌خواهم", quoted: '"👩‍👧 می‌خواهم"' },
  ])("is $quoted", ({ text, quoted }, { expect }) => {
    expect(quoteText(text)).toBe(quoted);
  });
});
