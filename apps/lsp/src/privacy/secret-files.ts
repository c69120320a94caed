import ignore from "ignore";

/**
 * What is sent to no model whatever the settings say, in the manner of `.gitignore`; capital letters make no difference.
 * Only names that hold secrets by convention: a `credentials.ts` is code.
 */
const SECRET_FILES: readonly string[] = [
  // Environments, but for those that show what belongs into one.
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
  // Stores of passwords.
  "*.kdb",
  "*.kdbx",
  "*.keychain",
  "*.keychain-db",
  ".password-store/",
  ".vault-token",
  ".vault_pass",
  ".htpasswd",
  // Log-ins of programs.
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
  // What was typed into shells and prompts.
  ".*_history",
];

/** @param path - From the root of the file system, or a name alone. */
export type IsSecretFile = (path: string) => boolean;

/** Makes the test for these names. It knows nothing of what is in a file. */
export function createSecretTest(): IsSecretFile {
  const secrets = ignore({ ignorecase: true }).add(SECRET_FILES);
  return (path) => {
    const relative = path.replace(/^(?:\.{0,2}\/)+/, "");
    return ignore.isPathValid(relative) && secrets.ignores(relative);
  };
}
