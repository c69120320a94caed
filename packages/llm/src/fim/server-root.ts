/** The root of a server's native API, given the base URL of its OpenAI-compatible one. */
export function serverRootOf(baseUrl: string): string {
  return baseUrl.replace(/\/(?:v1|beta)$/u, "");
}
