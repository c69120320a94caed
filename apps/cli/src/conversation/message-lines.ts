import type { Answer, AskedModel, Conversation, KeptImage, Message, Question } from "./message.ts";

const VERSION = 1;

/** The line of a message, with its end. */
export function formatMessage(message: Message): string {
  return `${JSON.stringify(toFields(message))}\n`;
}

/** The first line of a file says what the whole file is, too. */
export function formatFirstMessage(message: Message, name: string | undefined): string {
  const head = { version: VERSION, ...(name === undefined ? {} : { name }) };
  return `${JSON.stringify({ ...head, ...toFields(message) })}\n`;
}

function toFields(message: Message): object {
  const { id, parent = null, at, role } = message;
  const base = { id, parent, at: new Date(at).toISOString(), role };
  switch (message.role) {
    case "system": {
      return { ...base, content: message.content };
    }
    case "user": {
      const { content, images = [], turn, models, terminal, usesProject } = message;
      return {
        ...base,
        content,
        ...(images.length === 0 ? {} : { images: images.map(imageFields) }),
        ...(turn === id ? {} : { turn }),
        models: models.map(modelFields),
        terminal,
        project: usesProject,
      };
    }
    case "assistant": {
      const { content, end, model, bytes, tokens, isCached, error } = message;
      return {
        ...base,
        content,
        end,
        ...modelFields(model),
        bytes,
        tokens,
        ...(isCached === true ? { cached: true } : {}),
        error,
      };
    }
    case "undo":
    default: {
      return { ...base, turn: message.turn, terminal: message.terminal };
    }
  }
}

function imageFields({ sha256, mediaType }: KeptImage): object {
  return { sha256, media_type: mediaType };
}

function modelFields({ index, provider, name, temperature, options }: AskedModel): object {
  return { index, provider, model: name, temperature, options };
}

/**
 * Reads a conversation's file. A line that is damaged, such as the last one of a process that was killed, is skipped; of two
 * messages with one id the last one counts.
 *
 * @returns undefined for a file of another version, or without a message.
 */
export function parseConversation(id: string, file: string): Conversation | undefined {
  const lines = file
    .split("\n")
    .map((line) => fieldsOf(line))
    .filter((fields) => fields !== undefined);
  const messages = new Map<string, Message>();
  for (const line of lines) {
    const message = toMessage(line);
    if (message !== undefined) {
      messages.set(message.id, message);
    }
  }
  const head = lines.find((line) => line["version"] !== undefined);
  if (messages.size === 0 || (head !== undefined && head["version"] !== VERSION)) {
    return undefined;
  }
  const name = head?.["name"];
  return {
    id,
    ...(typeof name === "string" ? { name } : {}),
    messages: [...messages.values()],
  };
}

/** The name that the beginning of a file gives to the conversation. */
export function parseName(beginning: string): string | undefined {
  const [first = ""] = beginning.split("\n", 1);
  const name = /^\{"version":1,"name":("(?:[^"\\]|\\.)*")/u.exec(first)?.[1];
  const value: unknown = name === undefined ? undefined : JSON.parse(name);
  return typeof value === "string" ? value : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** The object on a line; undefined for anything else. */
export function fieldsOf(line: string): Fields | undefined {
  if (!line.startsWith("{")) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The message in the fields of a line; undefined where something is missing. */
export function toMessage(fields: Fields): Message | undefined {
  const { id, parent, role, content, turn, terminal } = fields;
  const at = Date.parse(String(fields["at"]));
  if (typeof id !== "string" || id === "" || Number.isNaN(at)) {
    return undefined;
  }
  const base = { id, parent: typeof parent === "string" ? parent : undefined, at };
  const place = typeof terminal === "string" ? { terminal } : {};
  if (role === "undo") {
    return typeof turn === "string" ? { ...base, role, turn, ...place } : undefined;
  }
  if (typeof content !== "string") {
    return undefined;
  }
  switch (role) {
    case "system": {
      return { ...base, role, content };
    }
    case "user": {
      const models: readonly unknown[] = Array.isArray(fields["models"]) ? fields["models"] : [];
      return {
        ...base,
        role,
        content,
        ...imagesIn(fields),
        turn: typeof turn === "string" ? turn : id,
        models: models.flatMap((model) => (isObject(model) ? (toModel(model) ?? []) : [])),
        ...place,
        ...(fields["project"] === true ? { usesProject: true as const } : {}),
      };
    }
    case "assistant": {
      return toAnswer(fields, { ...base, role, content });
    }
    default: {
      return undefined;
    }
  }
}

const MEDIA_TYPES = ["image/gif", "image/jpeg", "image/png", "image/webp"] as const;

function imagesIn({ images }: Fields): Pick<Question, "images"> {
  const all: readonly unknown[] = Array.isArray(images) ? images : [];
  const known = all.flatMap((image): readonly KeptImage[] => {
    const { sha256, media_type: type } = isObject(image) ? image : {};
    const mediaType = MEDIA_TYPES.find((each) => each === type);
    return typeof sha256 === "string" && /^[\da-f]{64}$/u.test(sha256) && mediaType !== undefined
      ? [{ sha256, mediaType }]
      : [];
  });
  return known.length === 0 ? {} : { images: known };
}

const ENDS = ["whole", "aborted", "broken"] as const;

function toAnswer(
  fields: Fields,
  base: Pick<Answer, "at" | "content" | "id" | "parent" | "role">,
): Answer | undefined {
  const model = toModel(fields);
  if (model === undefined) {
    return undefined;
  }
  const { bytes, tokens, error } = fields;
  const sent = isObject(bytes) ? bytes["sent"] : undefined;
  const recv = isObject(bytes) ? bytes["recv"] : undefined;
  return {
    ...base,
    end: ENDS.find((end) => end === fields["end"]) ?? "broken",
    model,
    ...(typeof sent === "number" && typeof recv === "number" ? { bytes: { sent, recv } } : {}),
    ...(isObject(tokens) ? { tokens: countsIn(tokens) } : {}),
    ...(fields["cached"] === true ? { isCached: true } : {}),
    ...(typeof error === "string" ? { error } : {}),
  };
}

function toModel(fields: Fields): AskedModel | undefined {
  const { index, provider, model, temperature, options } = fields;
  return typeof provider === "string" && typeof model === "string"
    ? {
        index: Number.isInteger(index) ? Number(index) : 0,
        provider,
        name: model,
        ...(typeof temperature === "number" ? { temperature } : {}),
        ...(isObject(options) ? { options } : {}),
      }
    : undefined;
}

const COUNTS = ["input", "output", "cached", "cacheWrite", "reasoning"] as const;

function countsIn(tokens: Fields): NonNullable<Answer["tokens"]> {
  return Object.fromEntries(
    COUNTS.flatMap((name) => (typeof tokens[name] === "number" ? [[name, tokens[name]]] : [])),
  );
}
