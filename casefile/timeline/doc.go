// Package timeline says what of a case belongs on a picture of it, and where on the picture each thing stands. It draws nothing and has no words: the
// window and the printed page ask it the same questions, and so show the same picture.
//
// It promises that what answers a date and the date it answers are one point and not two; that no two labels lie over each other, however
// many there are; that every point in the time shown is in exactly one label; and that there are never more labels than fit, because points that
// crowd are put together.
package timeline
