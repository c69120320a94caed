import { formatUsage } from "@hexai/command-line";
import { UserError } from "@hexai/process";

import type { Attachment } from "../../attachments/attachment.ts";
import { usageLines } from "../../command-line/help-text.ts";
import { writeDim } from "../../output/write-dim.ts";
import type { CommandContext, HexaiProgram } from "../command.ts";
import { askClients } from "./ask-clients.ts";
import type { AskFlags, AskRequest } from "./command.ts";
import { keepTurn } from "./keep-turn.ts";
import { countedClients, isRendered, prepareAsk } from "./prepare-ask.ts";
import { openStdin, type StdinSource } from "./prompt/io/open-stdin.ts";
import { type PromptSources, readPrompt } from "./prompt/read-prompt.ts";

/**
 * `hexai [prompt …]` from the command line to the end of the answer.
 *
 * @throws {UserError} When there is nothing to ask, or the configuration is wrong.
 * @throws {ChatError} When the provider fails.
 */
export async function runAsk(
  request: AskRequest,
  context: CommandContext,
  program: HexaiProgram,
): Promise<void> {
  const { env, terminal, providers } = context;
  const { flags } = request;
  const onSilence = (): unknown =>
    terminal.err.write("hexai: still reading stdin; --no-stdin skips it\n");
  const markdown = isRendered(flags, terminal);
  const stdin = flags.stdin ? openStdin(onSilence) : undefined;
  const attachments = await openAttachments(flags, stdin, context);
  const isStdinAttached = flags.files?.includes("-") === true;
  const piped = isStdinAttached ? undefined : stdin;
  if (flags.simulation !== undefined) {
    const { simulate } = await import("./simulation/simulate.ts");
    await simulate(flags.simulation, request, { stdin: piped, attachments }, context);
    return;
  }
  const prompt = readPrompt(request, {
    stdin: piped,
    attachments,
    edit: () => promptEditor(context),
    env,
    usage: formatUsage(usageLines(program)),
    signal: terminal.signal,
  });
  const prepared = await prepareAsk(request, context);
  const { config, continued, system, notice, targets, usesProject } = prepared;
  if (continued !== undefined && !flags.quiet) {
    writeDim(terminal.err, continued.description);
  }
  const form = flags.code === true ? "code" : markdown ? "markdown" : "text";
  const { messages, kept: keptContent } = await prompt({
    form,
    prompts: config.prompts.cli,
    system,
  });

  const isCacheUsed = flags.cache && continued === undefined && keptContent === undefined;
  const counted = countedClients(prepared, { isCacheUsed, code: flags.code }, context);
  const turn = { messages, keptContent, system, targets, continued, config, flags, usesProject };
  const kept = keepTurn(counted, turn, context);
  if (notice !== undefined && !flags.quiet) {
    terminal.err.write(`hexai: ${notice}\n`);
  }
  let isAnswered = false;
  try {
    const options = { ...flags, markdown, conversationId: kept.id };
    await askClients({ messages }, kept.clients, context, options);
    isAnswered = true;
  } finally {
    await Promise.all([providers.usage(config).settled(), kept.finish(isAnswered)]);
  }
}

/**
 * Reads the files that `-f` names, and returns a function that reads stdin where it is one of them: that may take as long as another
 * program does. Undefined when there are none.
 *
 * @throws {UserError} When one of them cannot be sent.
 */
async function openAttachments(
  { files, allowSecretFiles = false }: AskFlags,
  stdin: StdinSource | undefined,
  { cwd, terminal }: CommandContext,
): Promise<(() => Promise<readonly Attachment[]>) | undefined> {
  if (files === undefined) {
    return undefined;
  }
  if (files.includes("-") && stdin === undefined) {
    throw new UserError(
      2,
      "-f - reads stdin, and nothing comes from there; pipe something in, as in: ls | hexai -f - …",
    );
  }
  const { attachStdin, readAttachments } = await import("../../attachments/read-attachments.ts");
  const all = readAttachments(files, { cwd, allowSecretFiles });
  return async () => {
    const attached: Attachment[] = [];
    for (const each of all) {
      if (each.type !== "stdin") {
        attached.push(each);
      } else if (stdin !== undefined) {
        attached.push(attachStdin(await stdin.readBytes(terminal.signal)));
      }
    }
    return attached;
  };
}

/** Lets a person write the prompt, where there is a terminal. */
function promptEditor({ editor }: CommandContext): ReturnType<PromptSources["edit"]> {
  return editor.isAvailable()
    ? async (command) => {
        const { editPrompt } = await import("./prompt/io/edit-prompt.ts");
        return editPrompt(editor, command);
      }
    : undefined;
}
