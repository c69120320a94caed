import { walk } from "estree-walker";

const LIVE_EXPORT =
  /Object\.defineProperty\(exports, ("[\w$]+"), \{\s*enumerable: true,\s*get: function \(\) \{\s*return ([\w$]+);\s*\}\s*\}\)/g;

/**
 * What several chunks share, they read through a getter each, in case it changes. A chunk makes a hundred of them, at every
 * start, and nearly nothing changes: the rest is exported as it is.
 */
export const withPlainExports = {
  name: "with-plain-exports",
  renderChunk(code) {
    const changing = namesAssignedIn(this.parse(code));
    return code.replace(LIVE_EXPORT, (live, name, local) =>
      changing.has(local) ? live : `exports[${name}] = ${local}`,
    );
  },
};

/** Where a node of the kind has what it assigns to. */
const ASSIGNED = new Map([
  ["AssignmentExpression", "left"],
  ["UpdateExpression", "argument"],
  ["ForInStatement", "left"],
  ["ForOfStatement", "left"],
]);

/** Of variables in any scope. */
function namesAssignedIn(program) {
  const names = new Set();
  walk(program, {
    enter(node) {
      const target = node[ASSIGNED.get(node.type)];
      if (target !== undefined) {
        addNames(target, names);
      }
    },
  });
  return names;
}

function addNames(target, names) {
  walk(target, {
    enter(node) {
      if (node.type === "Identifier") {
        names.add(node.name);
      } else if (node.type === "MemberExpression") {
        this.skip();
      }
    },
  });
}
