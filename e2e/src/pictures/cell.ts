/** One character on a screen, as it is drawn. Colours are CSS colours; a cell without one has the colour of the screen. */
export interface Cell {
  readonly text: string;
  /** In display cells: 1 or 2. */
  readonly width: number;
  readonly fg?: string;
  readonly bg?: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
}
