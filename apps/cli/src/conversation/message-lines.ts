import type { Answer, AskedModel, Conversation, KeptImage, Message } from "./message.ts";

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
      const { content, end, model, bytes, tokens, vendor, costUsd, error } = message;
      const { isCached, isWithheld } = message;
      return {
        ...base,
        content,
        end,
        ...modelFields(model),
        bytes,
        tokens,
        vendor,
        cost_usd: costUsd,
        ...(isCached === true ? { cached: true } : {}),
        ...(isWithheld === true ? { withheld: true } : {}),
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
  const messages = new Map<string, Message>();
  let head: Fields | undefined;
  for (const line of file.split("\n")) {
    const fields = fieldsOf(line);
    const message = fields === undefined ? undefined : toMessage(fields);
    if (message !== undefined) {
      messages.set(message.id, message);
    }
    head ??= fields?.["version"] === undefined ? undefined : fields;
  }
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
  const { id, role, content, turn } = fields;
  const at = Date.parse(String(fields["at"]));
  if (typeof id !== "string" || id === "" || Number.isNaN(at)) {
    return undefined;
  }
  const parent = textIn(fields, "parent");
  const terminal = textIn(fields, "terminal");
  if (role === "undo") {
    return typeof turn === "string" ? { id, parent, at, role, turn, terminal } : undefined;
  }
  if (typeof content !== "string") {
    return undefined;
  }
  switch (role) {
    case "system": {
      return { id, parent, at, role, content };
    }
    case "user": {
      return {
        id,
        parent,
        at,
        role,
        content,
        images: imagesIn(fields),
        turn: typeof turn === "string" ? turn : id,
        models: modelsIn(fields),
        terminal,
        usesProject: fields["project"] === true ? true : undefined,
      };
    }
    case "assistant": {
      const model = toModel(fields);
      return (
        model && {
          id,
          parent,
          at,
          role,
          content,
          end: ENDS.find((end) => end === fields["end"]) ?? "broken",
          model,
          bytes: bytesIn(fields),
          tokens: tokensIn(fields),
          vendor: textIn(fields, "vendor"),
          costUsd: amountIn(fields, "cost_usd"),
          isWithheld: fields["withheld"] === true ? true : undefined,
          isCached: fields["cached"] === true ? true : undefined,
          error: textIn(fields, "error"),
        }
      );
    }
    default: {
      return undefined;
    }
  }
}

function textIn(fields: Fields, name: string): string | undefined {
  const { [name]: value } = fields;
  return typeof value === "string" ? value : undefined;
}

function numberIn(fields: Fields, name: string): number | undefined {
  const { [name]: value } = fields;
  return typeof value === "number" ? value : undefined;
}

function amountIn(fields: Fields, name: string): number | undefined {
  const number = numberIn(fields, name);
  return number !== undefined && Number.isFinite(number) && number >= 0 ? number : undefined;
}

const MEDIA_TYPES = ["image/gif", "image/jpeg", "image/png", "image/webp"] as const;

function imagesIn({ images }: Fields): readonly KeptImage[] | undefined {
  const all: readonly unknown[] = Array.isArray(images) ? images : [];
  const known = all.flatMap((image): readonly KeptImage[] => {
    const { sha256, media_type: type } = isObject(image) ? image : {};
    const mediaType = MEDIA_TYPES.find((each) => each === type);
    return typeof sha256 === "string" && /^[\da-f]{64}$/u.test(sha256) && mediaType !== undefined
      ? [{ sha256, mediaType }]
      : [];
  });
  return known.length === 0 ? undefined : known;
}

function modelsIn({ models }: Fields): readonly AskedModel[] {
  const all: readonly unknown[] = Array.isArray(models) ? models : [];
  return all.flatMap((model) => (isObject(model) ? (toModel(model) ?? []) : []));
}

const ENDS = ["whole", "aborted", "broken"] as const;

function toModel(fields: Fields): AskedModel | undefined {
  const { index, provider, model, options } = fields;
  return typeof provider === "string" && typeof model === "string"
    ? {
        index: Number.isInteger(index) ? Number(index) : 0,
        provider,
        name: model,
        temperature: numberIn(fields, "temperature"),
        options: isObject(options) ? options : undefined,
      }
    : undefined;
}

function bytesIn({ bytes }: Fields): Answer["bytes"] {
  const { sent, recv } = isObject(bytes) ? bytes : {};
  return typeof sent === "number" && typeof recv === "number" ? { sent, recv } : undefined;
}

const COUNTS = ["input", "output", "cached", "cacheWrite", "reasoning"] as const;

function tokensIn({ tokens }: Fields): Answer["tokens"] {
  return isObject(tokens)
    ? Object.fromEntries(
        COUNTS.flatMap((name) => {
          const count = amountIn(tokens, name);
          return count === undefined ? [] : [[name, count]];
        }),
      )
    : undefined;
}
