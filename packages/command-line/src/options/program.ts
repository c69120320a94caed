import type { Option } from "./option.ts";

/** A program: the tables of its options and commands. */
export interface Program<Command extends CommandUsage = CommandUsage> {
  readonly name: string;
  /** What may be given without a command. */
  readonly options: readonly Option[];
  readonly commands: readonly Command[];
  /** What may be given with every command, and without one. */
  readonly commonOptions: readonly Option[];
  /** What the words beside the options are, such as `a prompt`. A program without it takes no words. */
  readonly words?: string;
}

/** How a command of a program is used. */
export interface CommandUsage {
  /** The first word of the command line. */
  readonly name: string;
  /** What it does, as a sentence without its subject and its end: `lists the models`. */
  readonly help: string;
  /** What may follow its name, in the notation of a usage line. */
  readonly synopsis: string;
  /** The words one of which may follow its name. */
  readonly words: readonly string[];
  /** The flag that has to be there for such a word. */
  readonly wordsOption?: string;
  /** What else may follow its name: one of the names that `PROGRAM completion LIST` prints. */
  readonly completes?: string;
  readonly options: readonly Option[];
  /** The options of the program may be given with it, too. */
  readonly takesProgramOptions?: true;
  /** The names of those that mean nothing with it: they are refused, with a reason, and offered nowhere. */
  readonly refusedOptions?: readonly string[];
}

/** What may be given with a command, or without one, beside the common options. */
export function optionsOf(program: Program, command: CommandUsage | undefined): readonly Option[] {
  if (command === undefined) {
    return program.options;
  }
  return command.takesProgramOptions === true
    ? [...command.options, ...program.options]
    : command.options;
}

/** The same without those that the command refuses: what help, manual and shell completion show. */
export function offeredOptions(
  program: Program,
  command: CommandUsage | undefined,
): readonly Option[] {
  const refused = command?.refusedOptions ?? [];
  return optionsOf(program, command).filter(({ name }) => !refused.includes(name));
}

/** The options of the program and of all its commands. */
export function allOptions({ options, commands, commonOptions }: Program): readonly Option[] {
  return [...options, ...commands.flatMap((command) => command.options), ...commonOptions];
}
