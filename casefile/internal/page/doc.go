// Package page puts ink on A4: headings, paragraphs, tables, pictures and plain text, as PDF pages of our own. It is the
// only place that knows gofpdf, and the only one that shapes letters; nothing of those libraries leaves it.
//
// It promises that
//
//   - the same calls give the same bytes, on any day and any machine: dates are fixed, fonts are subset in a fixed order;
//   - a name is written as it is read in Latin, Greek and Cyrillic, and shaped and put in order in Arabic (Persian, Urdu),
//     Hebrew, Bengali, Devanagari, Gurmukhi, Gujarati, Tamil, Telugu, Kannada, Malayalam, Sinhala, Thai, Ethiopic, Armenian
//     and Georgian; it can be searched for and copied out as it was written;
//   - no letter is lost: what no typeface of ours has stands there as � and Notes says how many there were;
//   - a page says to a screen reader what its parts are: headings, paragraphs, lists, tables, pictures, links (tagged PDF);
//   - a picture's own pixels go in as they are (JPEG is not compressed again), turned the way its camera says, never made
//     larger than it is; the camera's hidden details (place, time, maker, thumbnails) do not go in;
//   - the lowest strip of each page stays empty, so that a page number can stand there.
//
// All measures are points, 72 to the inch.
package page
