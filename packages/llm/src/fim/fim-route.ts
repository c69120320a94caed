/**
 * An API for native completion.
 *
 * - `ollama`: Ollama's generate with a suffix; the server knows the model's FIM tokens.
 * - `ollama-raw`: Ollama's generate with a raw prompt and the FIM tokens of our table.
 * - `llamacpp`: llama.cpp's `/infill`.
 * - `mistral`: `/fim/completions`.
 * - `deepseek`: `/beta/completions`.
 * - `openai`: OpenAI's legacy completions with a suffix.
 * - `openai-raw`: the same with a raw prompt and the FIM tokens of our table.
 */
export type FimRoute =
  | "ollama"
  | "ollama-raw"
  | "llamacpp"
  | "mistral"
  | "deepseek"
  | "openai"
  | "openai-raw";
