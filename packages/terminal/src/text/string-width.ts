// The bundles put this in the place of `string-width` and `fast-string-width`, so that libraries measure as we do.
// oxlint-disable-next-line import/no-default-export -- as the libraries have it
export { displayWidth as default } from "./display-width.ts";
