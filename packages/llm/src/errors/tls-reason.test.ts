import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createPlainServer } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TlsOptions } from "node:tls";

import { needs } from "@hexai/testing";
import { afterAll, describe, it, onTestFinished } from "vitest";

import { createHttpSend } from "../transport/io/http-send.ts";
import { isTemporary, TransportError } from "../transport/transport-error.ts";
import { errorFor } from "./error-for.ts";
import { tlsReason } from "./tls-reason.ts";

let directory: string | undefined;

afterAll(() => {
  if (directory !== undefined) {
    rmSync(directory, { recursive: true, force: true });
  }
});

/** A directory with certificates of openssl's, made for the first test that wants one. */
function certificates(): string {
  needs("openssl");
  directory ??= makeCertificates(mkdtempSync(join(tmpdir(), "hexai-tls-")));
  return directory;
}

function makeCertificates(cwd: string): string {
  const openssl = (...args: readonly string[]): unknown =>
    execFileSync("openssl", args, { cwd, stdio: "pipe" });
  const selfSigned = ["req", "-x509", "-newkey", "ec", ...CURVE, "-nodes", "-days", "9"];
  openssl(...selfSigned, "-keyout", "ca.key", "-out", "ca.crt", "-subj", "/CN=test CA");
  openssl(...selfSigned, "-keyout", "self.key", "-out", "self.crt", "-subj", "/CN=self");
  const key = ["-newkey", "ec", ...CURVE, "-nodes", "-keyout", "good.key"];
  openssl("req", ...key, "-out", "good.csr", "-subj", "/CN=127.0.0.1");
  writeFileSync(join(cwd, "names"), "subjectAltName=IP:127.0.0.1");
  const ca = ["-CA", "ca.crt", "-CAkey", "ca.key", "-days", "9", "-extfile", "names"];
  openssl("x509", "-req", "-in", "good.csr", "-out", "good.crt", ...ca);
  return cwd;
}

const CURVE = ["-pkeyopt", "ec_paramgen_curve:prime256v1"];

interface Row {
  readonly why: string;
  readonly says: RegExp;
  /** What is answered by, and how. */
  readonly tls?: (() => TlsOptions) | undefined;
  readonly scheme?: "http" | "https";
}

const ROWS: readonly Row[] = [
  {
    why: "a self-signed certificate",
    tls: () => pair("self"),
    says: /self-signed \(DEPTH_ZERO_SELF_SIGNED_CERT\); .*NODE_EXTRA_CA_CERTS/u,
  },
  {
    why: "a CA that nobody knows",
    tls: () => ({ ...pair("good"), cert: `${read("good.crt")}${read("ca.crt")}` }),
    says: /CA that is not known here.*\(SELF_SIGNED_CERT_IN_CHAIN\); .*NODE_EXTRA_CA_CERTS/u,
  },
  {
    why: "a chain that is incomplete",
    tls: () => pair("good"),
    says: /chain of certificates is incomplete.*\(UNABLE_TO_VERIFY_LEAF_SIGNATURE\); .*NODE_EXTRA_CA_CERTS/u,
  },
  {
    why: "a TLS that is too old",
    tls: () => ({
      ...pair("good"),
      maxVersion: "TLSv1.1",
      minVersion: "TLSv1",
      ciphers: "DEFAULT@SECLEVEL=0",
    }),
    says: /too old|no way to speak TLS/u,
  },
  {
    why: "plain HTTP at a port for TLS",
    tls: undefined,
    scheme: "https",
    says: /does not speak TLS at this port.*use http:\/\/ in lab\.base_url/u,
  },
];

describe("errors about TLS", () => {
  it.for(ROWS)("say what to do about $why", async ({ tls, scheme = "https", says }, { expect }) => {
    const server = tls === undefined ? createPlainServer() : createServer(tls());
    const url = `${scheme}://127.0.0.1:${await listening(server)}/v1`;

    const error = await failureAt(url);

    expect(error?.message).toMatch(says);
    expect(error?.isTemporary).toBe(false);
  });

  it("says that a port speaks TLS that is asked without", async ({ expect }) => {
    const server = createServer(pair("good"));

    const error = await failureAt(`http://127.0.0.1:${await listening(server)}/v1`);

    expect(error?.message).toMatch(
      /speaks TLS.*use https:\/\/ in lab\.base_url|closed the connection.*lab\.base_url/u,
    );
  });

  it.for([
    {
      code: "CERT_HAS_EXPIRED",
      says: /has expired \(CERT_HAS_EXPIRED\); check this machine's clock/u,
    },
    { code: "CERT_NOT_YET_VALID", says: /not yet valid .*; check this machine's clock/u },
    { code: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", says: /NODE_EXTRA_CA_CERTS/u },
    { code: "UNABLE_TO_GET_ISSUER_CERT", says: /NODE_EXTRA_CA_CERTS/u },
    {
      code: "ERR_TLS_CERT_ALTNAME_INVALID",
      says: /for another name, not for h\.test .*lab\.base_url/u,
    },
    { code: "HOSTNAME_MISMATCH", says: /not for h\.test/u },
    { code: "CERT_REVOKED", says: /revoked/u },
    { code: "CRL_HAS_EXPIRED", says: /list of revoked certificates/u },
    { code: "CRL_NOT_YET_VALID", says: /list of revoked certificates/u },
    { code: "UNABLE_TO_GET_CRL", says: /list of revoked certificates/u },
    { code: "ERROR_IN_CRL_NEXT_UPDATE_FIELD", says: /list of revoked certificates/u },
    { code: "CERT_UNTRUSTED", says: /not valid/u },
    { code: "CERT_REJECTED", says: /not valid/u },
    { code: "CERT_SIGNATURE_FAILURE", says: /not valid/u },
    { code: "CERT_CHAIN_TOO_LONG", says: /not valid/u },
    { code: "INVALID_CA", says: /not valid/u },
    { code: "INVALID_PURPOSE", says: /not valid/u },
    { code: "PATH_LENGTH_EXCEEDED", says: /not valid/u },
    { code: "ERROR_IN_CERT_NOT_AFTER_FIELD", says: /not valid/u },
    { code: "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY", says: /not valid/u },
    { code: "UNABLE_TO_DECRYPT_CERT_SIGNATURE", says: /not valid/u },
    { code: "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", says: /client certificate/u },
    { code: "ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE", says: /client certificate/u },
    { code: "ERR_SSL_TLSV1_UNRECOGNIZED_NAME", says: /no certificate for h\.test .*name/u },
    { code: "ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR", says: /no certificate for h\.test/u },
    { code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", says: /too old/u },
    { code: "ERR_SSL_UNSUPPORTED_PROTOCOL", says: /too old/u },
    { code: "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", says: /no way to speak TLS/u },
    { code: "ERR_SSL_DH_KEY_TOO_SMALL", says: /too weak/u },
    { code: "ERR_SSL_SOMETHING_NEW", says: /TLS with it failed .*lab\.base_url/u },
  ])("knows $code, and does not try it again", ({ code, says }, { expect }) => {
    const cause = Object.assign(new Error("x"), { code });
    const failure = { type: "unreachable", cause } as const;
    const attempt = { aborted: false, silence: undefined, begun: false };

    const error = errorFor(targetAt("https://h.test/v1")).from(
      new TransportError(failure),
      attempt,
    );

    expect(error?.message).toMatch(says);
    expect(isTemporary(failure)).toBe(false);
  });
});

describe("docs/troubleshooting.md", () => {
  it("has every reason that is told about TLS", ({ expect }) => {
    const page = readFileSync(
      join(import.meta.dirname, "../../../../docs/troubleshooting.md"),
      "utf8",
    );
    const peer = { hostname: "HOST", setting: "SETTING" };
    const reasons = SAID_OF.map((code) => tlsReason(code, peer, "")?.why ?? code);

    expect(reasons.filter((why) => !page.includes(`\`${why}\``))).toEqual([]);
  });
});

/** A code for each reason. */
const SAID_OF: readonly string[] = [
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_REVOKED",
  "CRL_HAS_EXPIRED",
  "INVALID_CA",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED",
  "ERR_SSL_TLSV1_UNRECOGNIZED_NAME",
  "ERR_SSL_UNSUPPORTED_PROTOCOL",
  "ERR_SSL_DH_KEY_TOO_SMALL",
  "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
];

async function failureAt(baseUrl: string) {
  try {
    await createHttpSend()({ method: "GET", url: baseUrl, headers: {} });
    return undefined;
  } catch (cause) {
    const failure = { type: "unreachable", cause } as const;
    const attempt = { aborted: false, silence: undefined, begun: false };
    const error = errorFor(targetAt(baseUrl)).from(new TransportError(failure), attempt);
    return { message: error?.message, isTemporary: isTemporary(failure) };
  }
}

function targetAt(baseUrl: string) {
  return {
    provider: "lab",
    model: "m",
    baseUrl,
    section: "lab",
    addressSetting: "lab.base_url",
    key: undefined,
  };
}

function pair(name: string): TlsOptions {
  return { cert: read(`${name}.crt`), key: read(`${name}.key`) };
}

function read(file: string): string {
  return readFileSync(join(certificates(), file), "utf8");
}

async function listening(server: Server): Promise<number> {
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  return (server.address() as AddressInfo).port;
}
