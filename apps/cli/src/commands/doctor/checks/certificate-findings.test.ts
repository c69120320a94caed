import { describe, it } from "vitest";

import { certificateFindings } from "./certificate-findings.ts";

describe("certificateFindings", () => {
  it.for([
    { env: {}, isReadable: false, found: [], why: "no variable is set" },
    {
      env: { NODE_EXTRA_CA_CERTS: "/ca.pem" },
      isReadable: true,
      found: ["ok the certificates in /ca.pem are trusted too (NODE_EXTRA_CA_CERTS)"],
      why: "there is a file",
    },
    {
      env: { NODE_EXTRA_CA_CERTS: "/ca.pem" },
      isReadable: false,
      found: ["warn NODE_EXTRA_CA_CERTS names /ca.pem, which cannot be read, so Node ignores it"],
      why: "the file cannot be read",
    },
    {
      env: { SSL_CERT_FILE: "/ca.pem" },
      isReadable: false,
      found: [
        "ok SSL_CERT_FILE is not read: Node has its own list of certificates and NODE_EXTRA_CA_CERTS",
      ],
      why: "Node does not read it",
    },
    {
      env: { SSL_CERT_FILE: "/ca.pem", NODE_OPTIONS: "--no-warnings --use-openssl-ca" },
      isReadable: false,
      found: ["ok the certificates in /ca.pem are trusted (SSL_CERT_FILE)"],
      why: "an option makes Node read it",
    },
  ])("says $found when $why", ({ env, isReadable, found }, { expect }) => {
    const findings = certificateFindings(env, isReadable);

    expect(findings.map(({ mark, text }) => `${mark} ${text}`)).toEqual(found);
  });
});
