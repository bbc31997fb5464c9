// Package deadlines works out the dates that the law of Education, Health and Care plans in England sets, from what happened
// in a case. It knows no case file, no window and no clock: facts and today's date come in, deadlines with their reasons come out.
package deadlines
