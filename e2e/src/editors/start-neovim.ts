import { needs, type ProviderReply, type ProviderRequest } from "@hexai/testing";
import { onTestFinished } from "vitest";

import { type NeovimProcess, type NeovimProgram, startNeovimProcess } from "./neovim-process.ts";
import { createScene } from "./scene.ts";

export interface Neovim extends Omit<NeovimProcess, "attached"> {
  readonly lines: () => Promise<readonly string[]>;
  /** What the provider was asked. */
  readonly requests: () => readonly ProviderRequest[];
  /** What Neovim complains about. */
  readonly errors: () => Promise<string>;
}

/** A Neovim with a file open, to which the server is attached. */
export async function startNeovim(
  program: NeovimProgram,
  name: string,
  text: string,
  provider: { readonly respond: () => ProviderReply },
): Promise<Neovim> {
  needs(program);
  const scene = await createScene(onTestFinished);
  scene.answerWith(provider.respond);
  await scene.write(name, text);
  const { attached, ...neovim } = await startNeovimProcess(program, scene, onTestFinished);
  await neovim.ask(`execute("edit ${name}")`);
  await attached();
  return {
    ...neovim,
    requests: scene.requests,
    async lines() {
      const shown: readonly string[] = JSON.parse(await neovim.ask('json_encode(getline(1, "$"))'));
      return shown;
    },
    errors: () => neovim.ask("v:errmsg"),
  };
}
