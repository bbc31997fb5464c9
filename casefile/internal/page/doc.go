// Package page puts ink on A4: headings, paragraphs, tables, pictures and plain text, as PDF pages of our own. It is the
// only place that knows gofpdf; nothing of that library leaves it.
//
// It promises that
//
//   - the same calls give the same bytes, on any day and any machine: dates are fixed, fonts are subset in a fixed order;
//   - no letter is lost: what the typeface does not have stands there as � and Notes says how many there were;
//   - a picture's own pixels go in as they are (JPEG is not compressed again), turned the way its camera says, never made
//     larger than it is; the camera's hidden details (place, time, maker, thumbnails) do not go in;
//   - the lowest strip of each page stays empty, so that a page number can stand there.
//
// All measures are points, 72 to the inch.
package page
