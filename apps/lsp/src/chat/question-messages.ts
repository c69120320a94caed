import { fillTemplate } from "@hexai/actions";
import type { ChatMessage } from "@hexai/chat";

import type { EarlierPair } from "./earlier-pairs.ts";

const SYSTEM = `You answer a question that somebody has written into the file {{file}} ({{language}}) while editing it. Your answer is
put right below it. Be brief and to the point, in the language of the question. Write plain text; no headings.`;

export interface QuestionInput {
  readonly question: string;
  readonly earlier: readonly EarlierPair[];
  readonly language: string;
  /** The file's name. */
  readonly file: string;
}

/** @param system - The user's own words; an empty text: no system message. */
export function questionMessages(
  { question, earlier, language, file }: QuestionInput,
  system: string = SYSTEM,
): readonly ChatMessage[] {
  const values = new Map([
    ["language", language],
    ["file", file],
  ]);
  const first: readonly ChatMessage[] =
    system === "" ? [] : [{ role: "system", text: fillTemplate(system, values) }];
  return [
    ...first,
    ...earlier.flatMap((pair): readonly ChatMessage[] => [
      { role: "user", text: pair.question },
      { role: "assistant", text: pair.answer },
    ]),
    { role: "user", text: question },
  ];
}
