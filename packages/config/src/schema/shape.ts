import type { GenericSchema } from "valibot";

/** One key with one value: a text, a number, a boolean, or a list of those. */
export interface SettingShape<Value = unknown> {
  /** What is allowed. Its message is the second half of an issue: `must be …`. */
  readonly rule: GenericSchema<Value>;
  /** What it does and its unit, in words for users. */
  readonly description: string;
  /** A key without a default is optional, unless `isRequired` is set. */
  readonly default?: Value;
  /** Only for keys of rows and of named sections. */
  readonly isRequired?: true;
  /** A valid value that the example file shows for a key without a default. */
  readonly example?: Value;
  /** The environment variable, when its name does not follow the rule of `variableOf`. */
  readonly variable?: string;
  /** Set for an address. A wrong one is described without what may be a login or a key in it. */
  readonly isAddress?: true;
  /** The value is never shown, and no variable sets it. */
  readonly isSecret?: true;
  /**
   * Set when a project's file may set it. That file comes with a cloned repository, so it may change what is asked and
   * which of the user's hosts answers, but not the addresses and keys of the hosts, and not what is run or recorded.
   */
  readonly inProject?: true;
  /** Set for a key of a row or a named section that untrusted sources cannot set, though they may have the row. */
  readonly onlyUser?: true;
  /** Set when the editor may set it although a project may not. Workspace settings can come with a cloned repository too. */
  readonly inEditor?: true;
  /** The stricter rule for untrusted sources, when they may set less than the user. */
  readonly untrustedRule?: GenericSchema<Value>;
  /** Set for a list that untrusted sources can only append to. */
  readonly appendOnly?: true;
}

/** `[NAME]`: keys and sections inside. */
export interface SectionShape<Values> {
  readonly section: EntriesOf<Values>;
}

/** `[[NAME]]`, any number of times. A layer that has any replaces all of the lower layers. */
export interface RowsShape<Row> {
  readonly row: EntriesOf<Row>;
  readonly description: string;
  /** Valid rows for the example file; together they have every key. */
  readonly examples: readonly Row[];
  readonly inProject?: true;
}

/** `[SECTION.NAME]`, where users choose the name. */
export interface NamedShape<Row> {
  readonly named: EntriesOf<Row>;
  readonly description: string;
  /** The message for a name that is not allowed, or `undefined`. */
  readonly refuseName: (name: string) => string | undefined;
  readonly examples: ReadonlyMap<string, Row>;
  /** Set when a project's file may add some, none of them under a name of the user's. */
  readonly inProject?: true;
}

/** Properties of the result that say where others come from. */
type DerivedKey = "base_url_variable" | "limit_sources";

/** A shape for each property of `Values` that a source can set. The compiler reports a missing or a superfluous one. */
export type EntriesOf<Values> = {
  readonly [Key in Exclude<keyof Values, DerivedKey>]-?: Partial<Pick<Values, Key>> extends Pick<
    Values,
    Key
  >
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

/** Any shape, for code that walks the whole schema. */
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
  readonly inProject?: true;
}

export type AnyRow = Readonly<Record<string, SettingShape>>;
