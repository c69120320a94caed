import ignore from "ignore";

/**
 * Files that are never sent to a model, whatever the settings say, in the syntax of `.gitignore` and without regard to case.
 * The list has only names that hold secrets by convention: a `credentials.ts` is code.
 */
const SECRET_FILES: readonly string[] = [
  // Environments, except templates that only show which variables there are.
  ".env",
  ".env.*",
  "*.env",
  ".envrc",
  "!.env.example",
  "!.env.sample",
  "!.env.template",
  "!.env.dist",
  "!example.env",
  "!sample.env",
  "!template.env",
  // Keys and certificates.
  "*.pem",
  "*.key",
  "*.p8",
  "*.p12",
  "*.pfx",
  "*.jks",
  "*.keystore",
  "*.ppk",
  "*.crt",
  "*.cer",
  "*.der",
  "*.csr",
  "*.gpg",
  "*.age",
  "*.ovpn",
  "id_rsa",
  "id_dsa",
  "id_ecdsa",
  "id_ecdsa_sk",
  "id_ed25519",
  "id_ed25519_sk",
  // Password stores.
  "*.kdb",
  "*.kdbx",
  "*.keychain",
  "*.keychain-db",
  ".password-store/",
  ".vault-token",
  ".vault_pass",
  ".htpasswd",
  // Logins of programs.
  ".netrc",
  "_netrc",
  ".npmrc",
  ".yarnrc.yml",
  ".pypirc",
  ".pgpass",
  ".my.cnf",
  ".git-credentials",
  "**/.git/config",
  ".terraformrc",
  "*.tfstate",
  "*.tfstate.*",
  "*.tfvars",
  "kubeconfig",
  ".kube/",
  ".aws/",
  ".azure/",
  ".ssh/",
  ".gnupg/",
  "**/.config/gcloud/",
  "**/.config/gh/hosts.yml",
  "**/.docker/config.json",
  ".dockercfg",
  "credentials",
  "credentials.ini",
  "credentials.json",
  "credentials.properties",
  "credentials.toml",
  "credentials.xml",
  "credentials.yaml",
  "credentials.yml",
  "secrets.ini",
  "secrets.json",
  "secrets.properties",
  "secrets.toml",
  "secrets.yaml",
  "secrets.yml",
  "client_secret*.json",
  "service-account*.json",
  "service_account*.json",
  // Histories of shells and prompts.
  ".*_history",
];

/** @param path - Absolute, or a bare name. */
export type IsSecretFile = (path: string) => boolean;

/** Creates the test for these names. It looks at the path only, never into the file. */
export function createSecretTest(): IsSecretFile {
  const secrets = ignore({ ignorecase: true }).add(SECRET_FILES);
  return (path) => {
    const relative = path.replace(/^(?:\.{0,2}\/)+/, "");
    return [relative, originalOf(relative)].some(
      (each) => ignore.isPathValid(each) && secrets.ignores(each),
    );
  };
}

/**
 * The file that this one is a copy of, by the names that editors, desktops and people give to copies: `id_rsa.bak`, `server.pem~`,
 * `#.env#`, `id_rsa (copy)`.
 */
function originalOf(path: string): string {
  return path
    .replace(/(?:~|[ ._-]\(?(?:\d+|bak|backup|copy(?: \d+)?|old|orig|save|sw[a-p]|tmp)\)?)+$/iu, "")
    .replace(/(^|\/)copy of ([^/]+)$/iu, "$1$2")
    .replace(/(^|\/)(?:#|\.#|\.(?=\.))([^/]+?)#?$/u, "$1$2");
}
