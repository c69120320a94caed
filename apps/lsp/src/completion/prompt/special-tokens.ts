/** Stands for the cursor in a chat's prompt. */
export const CURSOR = "<|cursor|>";

/** What fill-in-the-middle models mark their prompts with. In an answer it is a slip. */
const MARKS =
  /<\|(?:cursor|fim_prefix|fim_suffix|fim_middle|fim_pad|endoftext|im_end|file_sep|repo_name)\|>|<(?:fim_prefix|fim_suffix|fim_middle|fim_pad|file_sep)>|<｜(?:fim▁begin|fim▁hole|fim▁end|end▁of▁sentence)｜>/gu;

export function withoutMarks(text: string): string {
  return text.replaceAll(MARKS, "");
}
