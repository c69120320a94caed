/** Marks the cursor in the prompt of a chat. */
export const CURSOR_MARK = "<|cursor|>";

/** Tokens that structure the prompts of fill-in-the-middle models. In an answer they are a slip of the model. */
const SPECIAL_TOKENS =
  /<\|(?:cursor|fim_prefix|fim_suffix|fim_middle|fim_pad|endoftext|im_end|file_sep|repo_name)\|>|<(?:fim_prefix|fim_suffix|fim_middle|fim_pad|file_sep)>|<｜(?:fim▁begin|fim▁hole|fim▁end|end▁of▁sentence)｜>/gu;

export function dropSpecialTokens(text: string): string {
  return text.replaceAll(SPECIAL_TOKENS, "");
}
