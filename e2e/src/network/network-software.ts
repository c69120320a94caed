import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { findProgram } from "@hexai/testing";
import { onTestFinished } from "vitest";

/** A name that only a proxy knows: it leads to this machine, which is never asked through one under its own names. */
export const HOST = "llm.hexai.test";

/** How often a port is tried until something listens at it, and how long is waited in between. */
const TRIES = 400;
const PAUSE_MS = 25;
const STOP_TIMEOUT_MS = 5_000;

/** A directory that a server may write to although it gives up its rights. It is gone after the test. */
export async function serverDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "hexai-network-"));
  await chmod(directory, 0o777);
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Starts a server and waits until it takes connections. It ends with the test. */
export async function startServer(
  program: string,
  args: readonly string[],
  port: number,
): Promise<void> {
  const child = spawn(findProgram(program) ?? program, args, { stdio: "ignore" });
  const ended = once(child, "close");
  onTestFinished(async () => {
    child.kill("SIGTERM"); // a squid that is killed leaves its shared memory behind
    const giveUp = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(giveUp);
  });
  for (let tries = 0; !(await takesConnections(port)); tries += 1) {
    if (tries === TRIES || child.exitCode !== null) {
      throw new Error(`${program} does not listen at ${port}`);
    }
    await sleep(PAUSE_MS);
  }
}

async function takesConnections(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false; // not yet
  } finally {
    socket.destroy();
  }
}

export interface Squid {
  readonly port: number;
  /** What it did: lines such as `… TCP_TUNNEL/200 … CONNECT …`. */
  readonly log: () => Promise<string>;
}

/** A squid that knows `HOST`, with more lines of configuration before it lets everything else through. */
export async function startSquid(
  rules: readonly string[] = [],
  certificates?: Certificates,
): Promise<Squid> {
  const directory = await serverDirectory();
  const port = await freePort();
  const hosts = join(directory, "hosts");
  const log = join(directory, "access.log");
  await writeFile(hosts, `127.0.0.1 ${HOST}\n`);
  const settings = [
    certificates === undefined
      ? `http_port 127.0.0.1:${port}`
      : `https_port 127.0.0.1:${port} tls-cert=${certificates.certificate} tls-key=${certificates.key}`,
    `hosts_file ${hosts}`,
    `pid_filename ${join(directory, "pid")}`,
    `access_log stdio:${log}`,
    `cache_log ${join(directory, "cache.log")}`,
    `coredump_dir ${directory}`,
    "cache deny all",
    "pinger_enable off",
    "shutdown_lifetime 0 seconds",
    "dns_nameservers 127.0.0.1",
    "visible_hostname squid.test",
    ...rules,
    "http_access allow all",
  ];
  const file = join(directory, "squid.conf");
  await writeFile(file, `${settings.join("\n")}\n`);
  // Squid names its shared memory after its service: two of the same name, of two users say, would meet there.
  await startServer("squid", ["-N", "-n", `hexai${port}`, "-f", file], port);
  return { port, log: () => readFile(log, "utf8").catch(() => "") };
}

/** Rules for a squid that wants this login. */
export async function loginRules(user: string, password: string): Promise<readonly string[]> {
  const directory = await serverDirectory();
  const helper = join(directory, "login.sh");
  const escaped = password.replaceAll("%", "%25"); // as squid passes it on
  await writeFile(
    helper,
    `while read -r user password; do [ "$user $password" = "${user} ${escaped}" ] && echo OK || echo ERR; done\n`,
  );
  return [
    `auth_param basic program /bin/sh ${helper}`,
    "auth_param basic children 1 startup=1 idle=1",
    "auth_param basic realm hexai",
    "acl known proxy_auth REQUIRED",
    "http_access deny !known",
  ];
}

/** Starts an nginx with these lines in its `http` block, which must listen at `port`. */
export async function startNginx(lines: readonly string[], port: number): Promise<void> {
  const directory = await serverDirectory();
  const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${join(directory, name)};`,
  );
  const settings = [
    "daemon off; worker_processes 1; events {}",
    `pid ${join(directory, "pid")}; error_log ${join(directory, "error.log")};`,
    `http { access_log off; ${folders.join(" ")}`,
    ...lines,
    "}",
  ];
  const file = join(directory, "nginx.conf");
  await writeFile(file, `${settings.join("\n")}\n`);
  await startServer("nginx", ["-c", file, "-e", join(directory, "error.log")], port);
}

export interface Certificates {
  /** The CA's certificate, for `NODE_EXTRA_CA_CERTS`. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  /** Lines for nginx: the certificate and its key. */
  readonly lines: string;
}

/** A CA and a certificate of that CA for these names, as OpenSSL writes them. */
export async function makeCertificates(names = `DNS:${HOST},IP:127.0.0.1`): Promise<Certificates> {
  const directory = await serverDirectory();
  const openssl = (...args: readonly string[]): unknown =>
    execFileSync("openssl", args, { cwd: directory, stdio: "pipe" });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const ca = ["-keyout", "ca.key", "-out", "ca.crt", "-subj", "/CN=hexai test CA", "-days", "9"];
  openssl("req", "-x509", ...newKey, ...ca);
  openssl("req", ...newKey, "-keyout", "host.key", "-out", "host.csr", "-subj", `/CN=${HOST}`);
  await writeFile(join(directory, "names"), `subjectAltName=${names}`);
  const signed = ["-CA", "ca.crt", "-CAkey", "ca.key", "-days", "9", "-extfile", "names"];
  openssl("x509", "-req", "-in", "host.csr", "-out", "host.crt", ...signed);
  const [certificate, key] = [join(directory, "host.crt"), join(directory, "host.key")];
  await chmod(key, 0o644);
  return {
    ca: join(directory, "ca.crt"),
    certificate,
    key: key,
    lines: `ssl_certificate ${certificate}; ssl_certificate_key ${key};`,
  };
}
