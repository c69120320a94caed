import type { GenericSchema } from "valibot";

/** One key with one value: a text, a number, true or false, or a list of those. */
export interface SettingShape<Value = unknown> {
  /** What is allowed. Its message is the second half of an issue: `must be …`. */
  readonly rule: GenericSchema<Value>;
  /** For users: what it does, and its unit. */
  readonly description: string;
  /** Without one, the key may be absent, unless it is required. */
  readonly default?: Value;
  /** For keys of rows and of named sections. */
  readonly isRequired?: true;
  /** A valid value to show, for a key without a default. */
  readonly example?: Value;
  /** The environment variable, where its name is not regular; see `variableOf`. */
  readonly variable?: string;
  /** Its value is shown nowhere, and no variable sets it. */
  readonly isSecret?: true;
  /**
   * A project's file may set it. That file comes with a cloned repository, so it may change what is asked and of
   * which of the user's hosts, but neither where those are, with which key, nor what is run or recorded.
   */
  readonly inProject?: true;
  /** The editor may set it, although no project may. Its settings can come with a cloned repository too. */
  readonly inEditor?: true;
  /** What a project or the editor may say of a key that they may set, where that is less than the user may. */
  readonly guestRule?: GenericSchema<Value>;
  /** A list to which a project and the editor can only add. */
  readonly growsByGuests?: true;
}

/** `[NAME]`: keys and sections inside. */
export interface SectionShape<Values> {
  readonly section: EntriesOf<Values>;
}

/** `[[NAME]]`, any number of times. A layer that has one replaces those of the layers below. */
export interface RowsShape<Row> {
  readonly row: EntriesOf<Row>;
  readonly description: string;
  /** Valid rows to show; together they have every key. */
  readonly examples: readonly Row[];
  readonly inProject?: true;
}

/** `[NAME.ANYTHING]`, where users choose the second name. */
export interface NamedShape<Row> {
  readonly named: EntriesOf<Row>;
  readonly description: string;
  /** What is wrong with a name that a user has chosen, or `undefined`. */
  readonly refuseName: (name: string) => string | undefined;
  readonly examples: ReadonlyMap<string, Row>;
}

/** The shapes of all properties, no more and no less: the compiler compares them with the type of the result. */
export type EntriesOf<Values> = {
  readonly [Key in keyof Values]-?: Partial<Pick<Values, Key>> extends Pick<Values, Key>
    ? OptionalSetting<Exclude<Values[Key], undefined>>
    : ShapeOf<Values[Key]>;
};

type ShapeOf<Value> = [Value] extends [ReadonlyMap<string, infer Row>]
  ? NamedShape<Row>
  : [Value] extends [readonly (infer Item)[]]
    ? [Item] extends [object]
      ? RowsShape<Item>
      : PresentSetting<Value>
    : [Value] extends [object]
      ? SectionShape<Value>
      : PresentSetting<Value>;

type OptionalSetting<Value> = SettingShape<Value> & {
  readonly example: Value;
  readonly default?: never;
  readonly isRequired?: never;
};

type PresentSetting<Value> = SettingShape<Value> &
  (
    | { readonly default: Value; readonly isRequired?: never }
    | { readonly isRequired: true; readonly example: Value; readonly default?: never }
  );

/** Any shape, for code that walks all of them. */
export type AnyShape = SettingShape | AnySection | AnyRows | AnyNamed;

export interface AnySection {
  readonly section: Readonly<Record<string, AnyShape>>;
}

export interface AnyRows {
  readonly row: AnyRow;
  readonly description: string;
  readonly examples: readonly object[];
  readonly inProject?: true;
}

export interface AnyNamed {
  readonly named: AnyRow;
  readonly description: string;
  readonly refuseName: (name: string) => string | undefined;
  readonly examples: ReadonlyMap<string, object>;
}

export type AnyRow = Readonly<Record<string, SettingShape>>;
