/** A reason and a remedy, as the two ends of a sentence. */
export interface Reason {
  readonly why: string;
  readonly remedy: string;
}

/** The other end of a TLS connection. */
export interface TlsPeer {
  /** The host name or IP address in the URL. */
  readonly hostname: string;
  /** The setting or variable that holds the address, such as `openai.base_url`. */
  readonly setting: string;
}

const TRUST_CA =
  "put the CA's certificate, as PEM, into a file and its path into NODE_EXTRA_CA_CERTS";
const CHECK_CLOCK = "check this machine's clock";
const ASK_ADMIN = "ask whoever runs it to put that right";

/**
 * Explains an error code of Node or OpenSSL about certificates and TLS; undefined for any other code.
 *
 * @param detail - The names in the certificate, when the error reports them.
 */
export function tlsReason(code: string, peer: TlsPeer, detail: string): Reason | undefined {
  return ROWS.find(({ codes }) => codes.test(code))?.reason(peer, detail);
}

/** Codes for what comes in place of TLS. */
export const NOT_TLS: RegExp =
  /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL/u;

interface Row {
  readonly codes: RegExp;
  readonly reason: (peer: TlsPeer, detail: string) => Reason;
}

/** First match wins. The codes: https://nodejs.org/api/tls.html#x509-certificate-error-codes, and OpenSSL's reasons. */
const ROWS: readonly Row[] = [
  {
    codes: /^DEPTH_ZERO_SELF_SIGNED_CERT$/u,
    reason: () => ({
      why: "its certificate is self-signed",
      remedy: "if you trust it, put it, as PEM, into a file and the path into NODE_EXTRA_CA_CERTS",
    }),
  },
  {
    codes: /^SELF_SIGNED_CERT_IN_CHAIN$/u,
    reason: () => ({
      why: "its certificate comes from a CA that is not known here, as a company's own is",
      remedy: TRUST_CA,
    }),
  },
  {
    codes: /^UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?$/u,
    reason: () => ({
      why: "the issuer of its certificate is not known here",
      remedy: TRUST_CA,
    }),
  },
  {
    codes: /^UNABLE_TO_VERIFY_LEAF_SIGNATURE$/u,
    reason: () => ({
      why: "its chain of certificates is incomplete, or the CA is not known here",
      remedy: `${ASK_ADMIN}, or put the missing certificates, as PEM, into a file and its path into NODE_EXTRA_CA_CERTS`,
    }),
  },
  {
    codes: /^CERT_HAS_EXPIRED$/u,
    reason: () => ({
      why: "its certificate has expired",
      remedy: `${CHECK_CLOCK}, or ${ASK_ADMIN}`,
    }),
  },
  {
    codes: /^CERT_NOT_YET_VALID$/u,
    reason: () => ({
      why: "its certificate is not yet valid",
      remedy: `${CHECK_CLOCK}, or ${ASK_ADMIN}`,
    }),
  },
  {
    codes: /^ERR_TLS_CERT_ALTNAME_INVALID$|^HOSTNAME_MISMATCH$/u,
    reason: ({ hostname, setting }, detail) => ({
      why: `its certificate is for ${detail === "" ? "another name" : detail}, not for ${hostname}`,
      remedy: `use a name that the certificate has in ${setting}`,
    }),
  },
  {
    codes: /^CERT_REVOKED$/u,
    reason: () => ({ why: "its certificate has been revoked", remedy: ASK_ADMIN }),
  },
  {
    codes: /^(?:CRL_|UNABLE_TO_(?:GET|DECRYPT)_CRL|ERROR_IN_CRL)/u,
    reason: () => ({
      why: "the list of revoked certificates cannot be used",
      remedy: `${CHECK_CLOCK}, or ${ASK_ADMIN}`,
    }),
  },
  {
    codes:
      /^(?:INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|CERT_CHAIN_TOO_LONG|CERT_UNTRUSTED|CERT_REJECTED|CERT_SIGNATURE_FAILURE|ERROR_IN_CERT_\w+|UNABLE_TO_DEC\w+|ERR_TLS_CERT_\w+|OUT_OF_MEM)$/u,
    reason: () => ({ why: "its certificate cannot be checked or is not valid", remedy: ASK_ADMIN }),
  },
  {
    codes: NOT_TLS,
    reason: ({ setting }) => ({
      why: "it does not speak TLS at this port",
      remedy: `if it is meant to be asked without, use http:// in ${setting}`,
    }),
  },
  {
    codes: /CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|ALERT_CERTIFICATE_|PEER_DID_NOT_RETURN/u,
    reason: ({ setting }) => ({
      why: "it wants a client certificate, which Hexai cannot send",
      remedy: `use another address in ${setting}, or a local program that adds the certificate`,
    }),
  },
  {
    codes: /UNRECOGNIZED_NAME|ALERT_INTERNAL_ERROR/u,
    reason: ({ hostname, setting }) => ({
      why: `it has no certificate for ${hostname}`,
      remedy: `use the name that it is known by in ${setting}`,
    }),
  },
  {
    codes: /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS|UNSAFE_LEGACY|UNSUPPORTED_SSL/u,
    reason: () => ({ why: "it speaks only a version of TLS that is too old", remedy: ASK_ADMIN }),
  },
  {
    codes: /KEY_TOO_SMALL|MD_TOO_WEAK|DH_KEY|BAD_ECPOINT|INSUFFICIENT_SECURITY/u,
    reason: () => ({ why: "its keys are too weak for TLS today", remedy: ASK_ADMIN }),
  },
  {
    codes: /HANDSHAKE_FAILURE|NO_SHARED_CIPHER|NO_CIPHER/u,
    reason: ({ hostname, setting }) => ({
      why: "it found no way to speak TLS with this program: the versions, the ciphers or the name do not fit, or it wants a client certificate",
      remedy: `use the name that it is known by rather than ${hostname} in ${setting}, or ${ASK_ADMIN}`,
    }),
  },
  {
    codes: /^ERR_SSL_|^EPROTO$/u,
    reason: ({ setting }) => ({
      why: "TLS with it failed",
      remedy: `check ${setting}, or ${ASK_ADMIN}`,
    }),
  },
];
