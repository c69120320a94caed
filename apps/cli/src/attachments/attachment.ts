import type { ImagePart } from "@hexai/chat";

/** A file as a part of a question. */
export type Attachment = (
  | {
      readonly type: "text";
      /** The name of its file, safe in a line. */
      readonly name: string;
      /** The text in a fenced code block under that name. */
      readonly block: string;
      /** There is nothing but white space in the file. */
      readonly isBlank: boolean;
    }
  | {
      readonly type: "image";
      /** The name of its file, safe in a line. */
      readonly name: string;
      readonly part: ImagePart;
    }
) & {
  /** It holds secrets by convention, so it is sent and not kept. */
  readonly isSecret?: true;
};
