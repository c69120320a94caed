import { describe, it } from "vitest";

import { sanitizeName, formatTarget } from "./sanitize-name.ts";

/** The characters are those of the table in `packages/terminal`, which replaces what is dropped here. */
const DROPPED = [
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

const KEPT = [
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

describe("sanitizeName", () => {
  it.for([
    { name: "gpt-4.1", plain: "gpt-4.1", why: "nothing to drop" },
    { name: "a\nb\r\nc", plain: "abc", why: "newlines" },
    { name: "a\tb\0c\u007Fd", plain: "abcd", why: "tab, NUL and delete" },
    { name: "\u001B[31mred\u001B[0m", plain: "[31mred[0m", why: "the escape character alone" },
    { name: "a\u009B31mb\u0085c", plain: "a31mbc", why: "control characters of the upper half" },
    { name: "a\u2028b\u2029c", plain: "abc", why: "Unicode's line and paragraph separators" },
    { name: "a\u202Eb\u2066c\u200Fd\u061Ce", plain: "abcde", why: "what turns the direction" },
    { name: "a\uD83Db\uDE00c", plain: "abc", why: "halves of surrogate pairs" },
    { name: "日本語 👩‍💻 é", plain: "日本語 👩‍💻 é", why: "CJK, joined emoji and accents stay" },
    { name: "#(x) %H", plain: "#(x) %H", why: "what only tmux finds special stays" },
  ])("makes $plain: $why", ({ name, plain }, { expect }) => {
    expect(sanitizeName(name)).toBe(plain);
  });
});

describe("sanitizeName, like every place that shows somebody else's text", () => {
  it.for(DROPPED)("drops $why", ({ text, safe }, { expect }) => {
    expect(sanitizeName(text)).toBe(safe.replaceAll(/[␀-␡\ufffd]/gu, ""));
  });

  it.for(KEPT)("keeps $why", ({ text }, { expect }) => {
    expect(sanitizeName(text)).toBe(text);
  });
});

describe("formatTarget", () => {
  it.for([
    { provider: "openai", model: "gpt-4.1", target: "openai:gpt-4.1" },
    { provider: "", model: "gpt-4.1", target: "gpt-4.1" },
    { provider: "openai", model: "", target: "openai" },
    { provider: "\n", model: "\u001B", target: "" },
  ])("joins $provider and $model to $target", ({ provider, model, target }, { expect }) => {
    expect(formatTarget(provider, model)).toBe(target);
  });
});
