/** Cells such as `80`, or a share of the client such as `60%`. */
export interface RequestedSize {
  readonly width: string;
  readonly height: string;
}

/** The smallest popup that shows the menu well. A share of a small client that is less becomes this much. */
const MIN_SIZE = { columns: 72, rows: 18 };

/**
 * The size of a popup with its border, for a client of any size: a format that tmux 3.2 makes numbers of. To ask tmux first
 * how large the client is would cost half a bare start.
 */
export function popupSizeOf({ width, height }: RequestedSize): RequestedSize {
  return {
    width: lengthOf(width, "#{client_width}", String(MIN_SIZE.columns)),
    height: lengthOf(height, "#{client_height}", String(MIN_SIZE.rows)),
  };
}

function lengthOf(asked: string, whole: string, least: string): string {
  const number = asked.replace("%", "");
  const share = `#{e|/:#{e|*:${whole},${number}},100}`;
  return smaller(whole, asked === number ? number : larger(share, least));
}

function smaller(a: string, b: string): string {
  return `#{?#{e|<:${a},${b}},${a},${b}}`;
}

function larger(a: string, b: string): string {
  return `#{?#{e|<:${a},${b}},${b},${a}}`;
}
