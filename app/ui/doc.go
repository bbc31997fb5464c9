// Package ui is the window: a shell with a sidebar, and one file a screen.
//
// It promises that everything can be done by keyboard alone and by mouse alone, that no word is cut at any size of text, and
// that the window never waits: all state belongs to the Fyne goroutine, and whatever takes longer than a blink runs through
// [background], which gets copies, touches no widget, and reports back on the Fyne goroutine. Nothing else in app starts a
// goroutine or calls fyne.Do, and there is no lock.
//
// A screen reads [UI.book], the copy of what the case file holds, made anew after every change; it writes through
// [UI.change]; and it is told to show itself again by Refresh. To add a screen, write one file and one row in screens.go.
package ui
