/** A host and port, from a URL. */
export interface Host {
  readonly name: string;
  readonly port: number;
}

/** Whether `hostname` is a literal name or address of this machine. It is not resolved. */
export function isThisMachine(hostname: string): boolean {
  const name = plainName(hostname);
  return (
    /(?:^|\.)localhost$/u.test(name) || // RFC 6761
    ["127.0.0.0/8", "0.0.0.0/32", "::1/128", "::/128", ...MAPPED].some((network) =>
      isExempt({ name, port: 0 }, network),
    )
  );
}

/** 127.0.0.0/8 and 0.0.0.0 as addresses of IPv6: RFC 4291, section 2.5.5.2. */
const MAPPED = ["::ffff:127.0.0.0/104", "::ffff:0.0.0.0/128"];

/**
 * Whether `NO_PROXY` exempts `host`, as curl reads it: domains with their subdomains, with or without a leading dot or `*.`, a
 * port, a trailing dot; addresses of both families, with or without brackets; networks such as `10.0.0.0/8`; `*` for
 * everything. Entries are separated by commas and white space.
 */
export function isExempt(host: Host, noProxy: string): boolean {
  return noProxy
    .split(/[\s,]+/u)
    .filter((entry) => entry !== "")
    .some((entry) => matches(host, entry));
}

const NETWORK = /^\[?([0-9a-f.:]+)\]?\/(\d{1,3})$/iu;

function matches(host: Host, entry: string): boolean {
  if (entry === "*") {
    return true;
  }
  const name = plainName(host.name);
  if (/[/"']/u.test(entry) && !NETWORK.test(entry)) {
    return false;
  }
  const network = NETWORK.exec(entry);
  if (network !== null) {
    return isWithin(name, network[1] ?? "", Number(network[2]));
  }
  const [, wanted = "", port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/u.exec(entry) ?? [
    entry,
    entry,
    undefined,
  ]; // several colons: IPv6 without brackets
  if (port !== undefined && Number(port) !== host.port) {
    return false;
  }
  const suffix = plainName(wanted.replace(/^\*?\./u, ""));
  return suffix !== "" && (name === suffix || (!isAddress(name) && name.endsWith(`.${suffix}`)));
}

/** Normalizes a name: lower case, no brackets, no trailing dot, addresses in canonical form. */
function plainName(name: string): string {
  const bare = name.replaceAll(/[[\]]/gu, "").replace(/\.$/u, "").toLowerCase();
  const url = `http://${bare.includes(":") ? `[${bare}]` : bare}`;
  const known = URL.canParse(url) ? new URL(url).hostname : bare;
  return known.replaceAll(/[[\]]/gu, "");
}

function isAddress(name: string): boolean {
  return bitsOf(name) !== undefined;
}

function isWithin(name: string, network: string, length: number): boolean {
  const bits = bitsOf(name);
  const first = bitsOf(plainName(network));
  return (
    bits !== undefined &&
    first !== undefined &&
    bits.length === first.length &&
    length <= first.length &&
    bits.startsWith(first.slice(0, length))
  );
}

/** The bits of a canonical address; undefined for a name. */
function bitsOf(name: string): string | undefined {
  if (/^\d+\.\d+\.\d+\.\d+$/u.test(name)) {
    return toBits(name.split(".").map(Number), 8);
  }
  if (!name.includes(":")) {
    return undefined;
  }
  const [head = "", tail] = name.split("::");
  const before = groupsOf(head);
  const after = groupsOf(tail ?? "");
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return toBits([...before, ...zeros, ...after], 16);
}

function groupsOf(text: string): readonly number[] {
  return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
}

function toBits(numbers: readonly number[], width: number): string {
  return numbers.map((number) => number.toString(2).padStart(width, "0")).join("");
}
