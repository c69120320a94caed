/** `1 request`, `2 requests`. */
export function countedRequests(reqs: number): string {
  return `${reqs} ${reqs === 1 ? "request" : "requests"}`;
}
