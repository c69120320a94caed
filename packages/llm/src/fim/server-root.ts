/** Where a server's own addresses are, when `baseUrl` is that of its OpenAI-like ones. */
export function serverRootOf(baseUrl: string): string {
  return baseUrl.replace(/\/(?:v1|beta)$/u, "");
}
