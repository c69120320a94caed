import { type Finding, ok, warn } from "../check.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The options and variables that make Node read the certificates of OpenSSL or of the system, and with them `SSL_CERT_FILE`. */
const SYSTEM_OPTION = /--use-(?:openssl|system)-ca\b/u;

/**
 * Which certificates are trusted beside those that Node brings along.
 *
 * @param isReadable - Whether the file of `NODE_EXTRA_CA_CERTS` can be read. Node ignores one that cannot.
 */
export function certificateFindings(env: Environment, isReadable: boolean): readonly Finding[] {
  const extra = env["NODE_EXTRA_CA_CERTS"] ?? "";
  const system = env["SSL_CERT_FILE"] ?? "";
  return [
    ...(extra === "" ? [] : [extraFinding(extra, isReadable)]),
    ...(system === "" ? [] : [systemFinding(system, env)]),
  ];
}

function extraFinding(file: string, isReadable: boolean): Finding {
  return isReadable
    ? ok(`the certificates in ${file} are trusted too (NODE_EXTRA_CA_CERTS)`)
    : warn(
        `NODE_EXTRA_CA_CERTS names ${file}, which cannot be read, so Node ignores it`,
        "set it to a file of certificates in PEM format, or unset it",
      );
}

function systemFinding(file: string, env: Environment): Finding {
  const isHonoured =
    SYSTEM_OPTION.test(env["NODE_OPTIONS"] ?? "") || env["NODE_USE_SYSTEM_CA"] === "1";
  return ok(
    isHonoured
      ? `the certificates in ${file} are trusted (SSL_CERT_FILE)`
      : "SSL_CERT_FILE is not read: Node has its own list of certificates and NODE_EXTRA_CA_CERTS",
  );
}
