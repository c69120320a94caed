import type { ProviderReply, ProviderRequest } from "@hexai/testing";

/** What the provider does to most of its requests for a while. */
const CONDITIONS = ["calm", "slow", "failing", "breaking", "flooding"] as const;

export type Condition = (typeof CONDITIONS)[number];

/** Character by character. */
const ANSWER = Array.from("const answer = 42; // é 🙂 日本");
const FLOOD_DELTAS = 2_000;

/**
 * A reply in `condition`. Where it is bad, a third of the requests is lucky, so that retries come through.
 *
 * @param request - A completion is not flooded, natively or in a chat: the editor's server would stop it where it has enough,
 *   and count what the provider did not send to its end.
 */
export function replyIn(
  condition: Condition,
  { body }: ProviderRequest,
  random: () => number,
): ProviderReply {
  const calm: ProviderReply = { type: "answer", deltas: ANSWER };
  const isSpared = condition === "flooding" && JSON.stringify(body).includes(COMPLETED);
  if (condition === "calm" || isSpared || random() < 1 / 3) {
    return calm;
  }
  return BAD[condition](random);
}

const BAD: Readonly<Record<Exclude<Condition, "calm">, (random: () => number) => ProviderReply>> = {
  slow: (random) => ({ type: "answer", deltas: ANSWER, delayMs: Math.ceil(random() * 40) }),
  failing: (random) => ({
    type: "status",
    status: random() < 0.5 ? 503 : 429,
    body: { error: "soaked" },
  }),
  breaking: (random) =>
    random() < 0.5 ? { type: "break-off", deltas: ANSWER } : { type: "reset" },
  flooding: () => ({
    type: "answer",
    deltas: Array.from({ length: FLOOD_DELTAS }, () => "flood "),
  }),
};

/** The condition after `elapsed` out of `duration`, any unit: each kind twice, in turn. */
export function conditionAt(elapsed: number, duration: number): Condition {
  const turn = Math.floor((elapsed / duration) * CONDITIONS.length * 2);
  return CONDITIONS[turn % CONDITIONS.length] ?? "calm";
}

/** What the provider did to one request. */
export interface Served {
  readonly request: ProviderRequest;
  readonly reply: ProviderReply;
}

/** Stands in every prompt of the soak, so that what servers are asked to find out what they can is told apart. */
export const MARK = "soak";

/** Stands in every document that is completed. */
export const COMPLETED = "const soak";

/** Whether the whole answer to a prompt of ours went out. To be asked when nothing is under way any more. */
export function isSuccess({ request, reply }: Served): boolean {
  const isOurs = JSON.stringify(request.body).includes(MARK);
  return isOurs && reply.type === "answer" && !request.closedEarly;
}
