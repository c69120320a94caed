import { describe, it } from "vitest";

import { createSecretTest } from "./secret-files.ts";

describe("createSecretTest", () => {
  it.for([
    "/a/.env",
    "/a/.env.production.local",
    "/a/prod.env",
    "/a/.ENV",
    "/a/.envrc",
    "/a/server.pem",
    "/a/tls.KEY",
    "/a/site.crt",
    "/home/me/.ssh/config",
    "/home/me/.ssh/keys/old/id",
    "/a/id_ed25519",
    "/home/me/.aws/credentials",
    "/home/me/.netrc",
    "/a/.npmrc",
    "/a/.git/config",
    "/a/credentials.json",
    "/a/config/secrets.yml",
    "/a/terraform.tfstate",
    "/home/me/.bash_history",
    ".env",
    "../.env",
    "/a/.env~",
    "/a/.env.bak",
    "/a/id_rsa.bak",
    "/a/id_rsa~",
    "/a/server.pem~",
    "/a/server.pem.old~",
    "/a/.server.pem.swp",
    "/a/..env.swp",
    "/a/#id_rsa#",
    "/a/id_rsa copy",
    "/a/id_rsa copy 2",
    "/a/id_rsa (copy)",
    "/a/id_rsa (1)",
    "/a/Copy of id_rsa",
    "/a/.env-old",
    "/a/.env_backup",
    "/a/server-old.pem",
    "/a/.dockercfg",
    "/a/.#id_rsa",
  ])("keeps %s at home", (path, { expect }) => {
    expect(createSecretTest()(path)).toBe(true);
  });

  it.for([
    "/a/.env.example",
    "/a/sample.env",
    "/a/environment.ts",
    "/a/credentials.ts",
    "/a/secrets.py",
    "/a/keys.ts",
    "/a/monkey",
    "/a/id_rsa_test.go",
    "/a/.gitignore",
    "/a/.git/COMMIT_EDITMSG",
    "Untitled-1",
    "/a/main.ts~",
    "/a/notes.bak",
    "/a/notes copy",
    "/a/Copy of notes",
    "/a/old",
    "/a/~",
    "/",
  ])("lets %s pass", (path, { expect }) => {
    expect(createSecretTest()(path)).toBe(false);
  });
});
