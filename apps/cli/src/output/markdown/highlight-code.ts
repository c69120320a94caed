import { common, createLowlight } from "lowlight";

import type { Style } from "./style.ts";

type Children = ReturnType<ReturnType<typeof createLowlight>["highlight"]>["children"];

const lowlight = createLowlight(common);

/** The program with the colours of its language; as it is when the language is unknown. */
export function highlightCode(code: string, language: string, style: Style): string {
  if (!lowlight.registered(language)) {
    return code;
  }
  return renderNodes(lowlight.highlight(language, code).children, style);
}

function renderNodes(nodes: Children, style: Style): string {
  return nodes
    .map((node) => {
      if (node.type === "text") {
        return node.value;
      }
      return node.type === "element"
        ? style.syntax(renderNodes(node.children, style), tokenKind(node.properties["className"]))
        : "";
    })
    .join("");
}

/** `hljs-keyword` means a keyword; what comes behind it in the list only refines it. */
function tokenKind(classNames: unknown): string {
  const [first]: readonly unknown[] = Array.isArray(classNames) ? classNames : [];
  return typeof first === "string" ? first.replace("hljs-", "") : "";
}
