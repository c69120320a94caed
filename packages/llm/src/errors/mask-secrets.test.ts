import { describe, it } from "vitest";

import { maskSecrets } from "./mask-secrets.ts";

describe("maskSecrets", () => {
  it.for([
    {
      text: "bad key sk-0123456789",
      values: ["sk-0123456789"],
      masked: "bad key ***",
      why: "it is repeated",
    },
    { text: "xsk-0123456789x", values: ["sk-0123456789"], masked: "x***x", why: "it is long" },
    {
      text: "team red, not reduced",
      values: ["red"],
      masked: "team ***, not reduced",
      why: "it is a short word",
    },
    {
      text: "key dG9rZW4= is bad",
      values: ["Basic dG9rZW4="],
      masked: "key *** is bad",
      why: "its scheme is left out",
    },
    { text: "?sig=a%2Fb%20c1234", values: ["a/b c1234"], masked: "?sig=***", why: "it is escaped" },
    {
      text: "?sig=a%2Fb+c1234",
      values: ["a/b c1234"],
      masked: "?sig=***",
      why: "it is escaped as in a form",
    },
    { text: "a.b(c)[d]", values: ["a.b(c)[d]"], masked: "***", why: "it has signs of patterns" },
    {
      text: "abcdefghij",
      values: ["abcdefgh", "abcdefghij"],
      masked: "***",
      why: "one begins as another",
    },
    {
      text: String.raw`{"sent":"a\/b\"c\\d-0123"}`,
      values: [String.raw`a/b"c\d-0123`],
      masked: '{"sent":"***"}',
      why: "it is in JSON",
    },
    { text: "?k=a%2fb%7ec123", values: ["a/b~c123"], masked: "?k=***", why: "escapes are small" },
    {
      text: "Basic bWU6cMOkc3N3b3Jk",
      values: ["me:pässword"],
      masked: "Basic ***",
      why: "it is in Base64",
    },
    {
      text: "a&quot;b&amp;c&#39;d0123 a&#34;b&amp;c&#x27;d0123",
      values: [`a"b&c'd0123`],
      masked: "*** ***",
      why: "it is in HTML",
    },
    { text: "nothing", values: ["", " "], masked: "nothing", why: "the values are blank" },
  ])("turns $text into $masked: $why", ({ text, values, masked }, { expect }) => {
    expect(maskSecrets(text, values)).toBe(masked);
  });
});
