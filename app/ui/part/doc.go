// Package part holds the widgets the screens are made of: text that wraps, buttons, cards, chips, numbered steps, a meter,
// a place to drop files, and a date field that reads dates the way people write them.
//
// It promises three things. No part knows a case: each is given words and callbacks, and the day it counts from. Every part
// can be worked by keyboard alone, shows where the focus is, and lets Tab out. And every part knows its height for any
// width (see Flowing), so that a page never cuts a word, whatever the size of the text or of the window.
//
// Colours and sizes are asked of the theme by the names in ink.go; package ui answers them.
package part
