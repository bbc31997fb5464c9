// Package deadlines works out the dates that the law of Education, Health and Care plans in England sets, from what
// happened in a case. It knows no case file, no window and no clock: facts and today's date come in, deadlines with their
// reasons come out.
//
//	pack, err := deadlines.Load()
//	for _, d := range pack.Work(facts, today) {
//		fmt.Println(d.Due.Long(), d.Rule.Title, d.State(today))
//	}
//
// Reminders says which day to remind of what, WriteCalendar puts the deadlines into a calendar file, and Moved tells what a changed fact moved.
// Check names facts that are nonsense; Work takes any and falls over none.
//
// # What is promised
//
// Every date can be explained: its Steps are the sums, as sentences, and its Rule names the provision, where it was read, on
// which day, and how surely. Nothing is guessed in silence: a fact that is missing, a fact that could belong to several others
// and does not say to which, a day beyond the published bank holidays and a rule not read in the law itself each take Sure away, and
// the steps or the grade say why. Where readings differ, one date is Due and the others stand beside it in Other with their
// reasons. Due is the safe one, with one exception: for two weeks' notice of a meeting it is the plain reading (14 days),
// because the duty is the school's and nobody should be called late a day too soon.
//
// No rule in this package has been checked by a lawyer yet. A rule whose By is empty must be shown as such.
//
// # The law is data
//
// The rules lie in rules/*.toml; assessment.toml begins with how one is written. A count is the statute's own phrase, such
// as "15 days beginning with", so that a lawyer can hold the file against the Act. A change of law is a second entry of the same id
// with a new in_force; the day of the fact that starts a deadline picks the version. LoadFS takes another pack from a folder, as strictly. testdata/examples.txt holds worked
// examples with their sources, testdata/rules.golden.md every rule as printed for reading.
//
// # How counting works
//
//   - "Six weeks of" and "two months after" leave out the day itself. A month ends on the day of the same number, or on the last day of
//     a month that has no such day (Dodds v Walker [1981] 1 WLR 1027).
//   - "15 days beginning with" and "12 months starting with" count the day itself, and so end a day sooner.
//   - "Before 15 February" is in time on 14 February, and late only from the 15th.
//   - A working day is Monday to Friday and no bank holiday in England; for freedom of information, in no part of the United Kingdom.
//     The SEND Regulations use the words without defining them, and this is an assumption there.
//   - The SEND Regulations give no relief: a council's day that falls on a Sunday, at Christmas or in August stays that day. An
//     exception (reg 10(4) and its like) never moves it either; it is a claim for the council to prove, and Rule.Excuse says what of.
//   - The Tribunal's Rules give three. Time that ends on a day of rest runs to the next working day. The time to start an appeal that
//     ends in August or in 25 December to 1 January runs to the first working day after. For any other act those days are not
//     counted at all. None of these lengthens a discrimination claim. How a month leaves days out is not settled: the plain date
//     is Due.
//   - Time to start an appeal that ends on a day of rest just before the Tribunal's holiday (Sunday 31 July) is Due on the last working
//     day before it. The next working day, 1 August, is in time by rule 12(2), and some would say the first after August: both stand in Other.
//   - A school day is a working day in a term that the family entered. Where no terms are entered, or they end too
//     soon, there is no date; but the family's own time is then counted in working days, which is never later.
//
// # How facts find each other
//
// Each fact that starts a rule starts a deadline of its own. A fact says by Of which one it belongs to; without it, it joins
// the latest before it, and a step says so. A clock that looks back (past: the last review before a transfer) takes the latest fact before the one
// that starts its rule, and starts nothing. For a rule that counts back from a day to come (a meeting, a move), a fact of the year
// before that day belongs to it, or of the shorter time that the rule names (lead): a plan sent in September follows a review of the
// summer, and is not taken to name next year's school unless the family says so. A deadline is met by the earliest fact its rule names, in time or late.
//
// Nothing old stays overdue for ever. A deadline ends when a fact shows that it no longer matters; when a later
// one of the same rule began after it was due, or was itself dealt with; and, for rights and requests that people let go, some time after the day
// (lapses). Requests for advice and for records stand side by side and do not end each other. One whose day has not come is
// never ended by a later one.
//
// A guess between several takes Sure away, lengthens no time and ends no right; it can still count one as done, and a step says so. What the family says
// belongs to one thing belongs to nothing else of that sort, and a decision in one appeal ends nothing that was directed in another. What is still to
// come is not done, save a meeting or a plan that something must come before.
//
// # What goes before a rule, and what does not
//
// A day that the Tribunal set (the fact day-directed, or one of its own such as response-directed) governs, and the rule's day stands beside
// it. Neither August nor Christmas moves it (HESC Rules, rule 12(4)). Where two such days are written down the earlier governs, because
// that is safe, and a step asks to delete the one that no longer holds. An exception that is claimed is a fact too: it stands under Claims, with
// what has to be shown, and moves nothing.
//
// # Limits
//
// Dates are days of the calendar. When a letter counts as received is worked out from its sending by a rule of thumb, unless its arrival
// is proved, and a step says so. The bank holidays known are those published (see rules/bank-holidays.toml); beyond them only weekends are
// known, and a step warns. Days the Tribunal set are facts a person enters, and they win.
package deadlines
