/**
 * What a provider says in the body of a refusal, out of the shapes that are in use: `error.message`, `error`, `message`
 * and `detail`. The body itself when it is another text, and the status line when it is empty or a web page.
 */
export function providerWordsOf(body: string, statusText: string): string {
  const text = body.trim();
  if (text === "") {
    return statusText;
  }
  if (text.startsWith("<")) {
    return `a web page, ${statusText}`;
  }
  return wordsIn(jsonOf(text)) ?? text;
}

function wordsIn(value: unknown): string | undefined {
  if (typeof value === "string" && value.trim() !== "") {
    return value;
  }
  if (Array.isArray(value)) {
    return wordsIn(value[0]);
  }
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  const { error, message, detail } = {
    error: undefined,
    message: undefined,
    detail: undefined,
    ...value,
  };
  return wordsIn(error) ?? wordsIn(message) ?? wordsIn(detail);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
