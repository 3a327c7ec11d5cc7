/** The types of files that are read; service/reports/door/formats.py has the same, and a test compares them. */

export const FORMATS = [
  { name: "PDF", suffixes: [".pdf"], mediaType: "application/pdf" },
  {
    name: "Word",
    suffixes: [".docx"],
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  },
  {
    name: "Excel",
    suffixes: [".xlsx", ".xlsm"],
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  },
  { name: "HTML", suffixes: [".html", ".htm", ".xhtml", ".xht"], mediaType: "text/html" },
  { name: "Markdown", suffixes: [".md", ".markdown", ".mdown"], mediaType: "text/markdown" },
  { name: "plain text", suffixes: [".txt"], mediaType: "text/plain" },
];

/** What a file chooser offers. */
export const ACCEPTED = FORMATS.flatMap(({ suffixes }) => suffixes).join(",");

/** "PDF (.pdf), Word (.docx), ... or plain text (.txt)": each type with its usual suffix. */
export function formatsInWords() {
  const words = FORMATS.map(({ name, suffixes }) => `${name} (${suffixes[0]})`);
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/**
 * What a file of a media type is called, as a heading: "Word"; undefined for a type that only a newer service reads.
 * @param {string} mediaType
 */
export function formatName(mediaType) {
  const name = FORMATS.find((format) => format.mediaType === mediaType)?.name;
  return name && name.charAt(0).toUpperCase() + name.slice(1);
}
