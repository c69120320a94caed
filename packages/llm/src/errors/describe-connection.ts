import type { ChatTarget } from "../target/chat-target.ts";
import { describeProxy, type Proxy } from "../transport/proxy.ts";
import { networkCodeOf, type ProxyFailure } from "../transport/transport-error.ts";
import { NOT_TLS, type Reason, tlsReason } from "./tls-reason.ts";

/** What follows the target's name in the error about a host that could not be reached. */
export function describeUnreachable(target: ChatTarget, cause: unknown): string {
  const code = codeOf(cause);
  if (CLOSED_CODES.includes(code)) {
    return describeClosed(target, cause);
  }
  const { host, hostname } = new URL(target.baseUrl);
  const setting = target.addressSetting;
  const { why, remedy } = throughProxyReason(code, target) ??
    tlsReason(code, { hostname, setting }, namesOf(cause)) ??
    networkReason(code, cause, target) ?? { why: "", remedy: "" };
  const place = `cannot be reached at ${host}${throughProxy(target)}`;
  return why === ""
    ? `${place} (${code}); check the network${proxyHint(target)} and ${setting}`
    : `${place}: ${why} (${code}); ${remedy}${remedy.includes(setting) ? "" : ` (the address is in ${setting})`}`;
}

/** What follows the target's name in the error about a connection that was closed before an answer came. */
export function describeClosed(target: ChatTarget, cause: unknown): string {
  const { host } = new URL(target.baseUrl);
  const what = `closed the connection to ${host}${throughProxy(target)} before it answered`;
  const variable = target.proxy === undefined ? "" : `${target.proxy.variable} and `;
  return `${what} (${codeOf(cause)}); try again, or check ${variable}${target.addressSetting}${schemeHint(target, cause)}`;
}

/** A host that is asked without TLS at a port for TLS, or the reverse, may close the connection without a word. */
function schemeHint({ baseUrl }: ChatTarget, cause: unknown): string {
  if (baseUrl.startsWith("http:")) {
    return " (it may want https://)";
  }
  const isInHandshake = cause instanceof Error && cause.message.includes("before secure TLS");
  return isInHandshake ? " (it may want http://)" : "";
}

/** Something else than TLS comes out of a tunnel: the host's own words, or those of a web server that is no proxy. */
function throughProxyReason(
  code: string,
  { proxy, addressSetting }: ChatTarget,
): Reason | undefined {
  return proxy !== undefined && NOT_TLS.test(code)
    ? {
        why: "what comes back is not TLS",
        remedy: `check ${proxy.variable}, which may name something that is no proxy, or use http:// in ${addressSetting} if the host speaks no TLS`,
      }
    : undefined;
}

/** What follows the target's name in the error about a proxy that failed or refused. */
export function describeProxyFailure(proxy: Proxy, failure: ProxyFailure, setting: string): string {
  const { why, remedy } = proxyReason(proxy, failure);
  const { status, words, cause, isAboutHost = false } = failure;
  const isHost =
    isAboutHost ||
    (status === undefined
      ? words === "" && networkCodeOf(cause) === "ETIMEDOUT" // it may wait for the host
      : status >= 500 && !NO_PROXY_STATUSES.includes(status));
  const orHost = isHost ? ` and ${setting}` : "";
  return `cannot be reached, because ${describeProxy(proxy)} ${why}; ${remedy}${orHost}`;
}

function proxyReason(
  { variable, address }: Proxy,
  { status, words, logins = [], cause, isAboutHost = false }: ProxyFailure,
): Reason {
  const said = status === undefined ? words : `HTTP ${status}${words === "" ? "" : `: ${words}`}`;
  const check = `check ${variable}`;
  if (status === 407 || (status === undefined && logins.length > 0)) {
    return loginReason(variable, said, logins, address?.login !== undefined);
  }
  if (status !== undefined) {
    if (status === 403 || status === 405 || status === 400) {
      return {
        why: `refused to connect to it (${said})`,
        remedy: `ask whoever runs the proxy to allow it, or ${check}: it may name something that is no proxy`,
      };
    }
    if (status === 511) {
      return {
        why: `wants you to log in to the network (${said})`,
        remedy: `open a web page in a browser, then try again, or ${check}`,
      };
    }
    if (status < 400 || NO_PROXY_STATUSES.includes(status)) {
      return {
        why: `did not connect to it (${said})`,
        remedy: `${check}: it may name something that is no proxy`,
      };
    }
    return status >= 500
      ? { why: `could not reach it (${said})`, remedy: `try again later, or ${check}` }
      : { why: `did not connect to it (${said})`, remedy: check };
  }
  if (isAboutHost) {
    return { why: `could not reach it (${said})`, remedy: `try again later, or ${check}` };
  }
  if (said !== "") {
    return { why: `refused to connect to it (${said})`, remedy: check };
  }
  const code = codeOf(cause);
  if (code === "ETIMEDOUT") {
    return { why: `did not answer in time (${code})`, remedy: check };
  }
  if (CLOSED_CODES.includes(code)) {
    return { why: `closed the connection (${code})`, remedy: check };
  }
  if (code.startsWith("HPE_")) {
    return { why: `answered with something that is not HTTP (${code})`, remedy: check };
  }
  const tls = tlsReason(code, { hostname: address?.host ?? "", setting: variable }, namesOf(cause));
  return tls === undefined
    ? { why: `cannot be reached (${code})`, remedy: check }
    : { why: `cannot be used: ${tls.why} (${code})`, remedy: `${tls.remedy} (${variable})` };
}

/** What web servers and other programs answer to CONNECT. */
const NO_PROXY_STATUSES: readonly number[] = [404, 410, 421, 426, 501, 505];

function loginReason(
  variable: string,
  said: string,
  logins: readonly string[],
  hasLogin: boolean,
): Reason {
  if (logins.length > 0 && !logins.includes("Basic")) {
    return {
      why: `wants a login of a kind that Hexai cannot send (${said}; it offers ${logins.join(", ")})`,
      remedy: `name a local proxy that logs in, such as px or cntlm, in ${variable}`,
    };
  }
  return hasLogin
    ? {
        why: `refused the login (${said})`,
        remedy: `check the user name and the password in ${variable}`,
      }
    : {
        why: `wants a login (${said})`,
        remedy: `put it into ${variable}, as in http://USER:PASSWORD@HOST:PORT`,
      };
}

/** Codes of a connection that was established and then lost. */
const CLOSED_CODES: readonly string[] = ["ECONNRESET", "EPIPE"];

function networkReason(code: string, cause: unknown, target: ChatTarget): Reason | undefined {
  const { hostname } = new URL(target.baseUrl);
  const setting = target.addressSetting;
  switch (code) {
    case "ENOTFOUND": {
      return {
        why: `the name ${hostname} is not known`,
        remedy: `check it in ${setting}, and the network${proxyHint(target)}`,
      };
    }
    case "EMFILE":
    case "ENFILE": {
      return {
        why: "too many files and connections are open here",
        remedy: "close some programs, or raise the limit: ulimit -n",
      };
    }
    default: {
      if (!code.startsWith("HPE_")) {
        return undefined;
      }
      return beginsTls(cause)
        ? { why: "it speaks TLS", remedy: `use https:// in ${setting}` }
        : { why: "what answers there does not speak HTTP", remedy: `check ${setting}` };
    }
  }
}

/** A TLS server answers plain HTTP with an alert record, whose first byte is 21. */
function beginsTls(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    "rawPacket" in cause &&
    cause.rawPacket instanceof Uint8Array &&
    cause.rawPacket[0] === 21
  );
}

function throughProxy({ proxy }: ChatTarget): string {
  return proxy === undefined ? "" : ` through ${describeProxy(proxy)}`;
}

function proxyHint({ proxy }: ChatTarget): string {
  return proxy === undefined ? "" : `, ${proxy.variable}`;
}

/** Like `networkCodeOf`, but more specific for TLS: Node reports some failures as a mere EPROTO and names the reason in the message. */
function codeOf(cause: unknown): string {
  const code = networkCodeOf(cause);
  const [, reason] =
    /^EPROTO$/u.test(code) && cause instanceof Error
      ? (/SSL routines:[^:]*:([^:\n]+)/u.exec(cause.message) ?? [])
      : [];
  return reason === undefined
    ? code
    : `ERR_SSL_${reason.trim().toUpperCase().replaceAll(/\W+/gu, "_")}`;
}

/** The names in a certificate that was issued for another host. */
function namesOf(cause: unknown): string {
  if (!(cause instanceof Error && "cert" in cause && typeof cause.cert === "object")) {
    return "";
  }
  const { cert } = cause;
  const names = cert !== null && "subjectaltname" in cert ? cert.subjectaltname : undefined;
  return typeof names === "string" ? names.replaceAll(/(?:DNS|IP Address):/gu, "") : "";
}
