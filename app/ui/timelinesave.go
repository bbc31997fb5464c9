package ui

import (
	sheets "ehccasefile/casefile/sheet"
	"ehccasefile/casefile/timeline"
)

// save makes a PDF of what is shown: the picture on a page on its side, and the same as a list.
func (t *timelineScreen) save() {
	s := t.printed()
	t.u.askPlace(say("Save the timeline"), say("The page shows what the picture shows now, with every point as a row of a list behind it."), say("Timeline.pdf"), func(path string) {
		t.u.writeBeside(path, func() ([]byte, error) { return sheets.Timeline(s) }, say("The timeline is saved: {{.Path}}", "Path", path))
	})
}

// printed gives the story for paper, with all words made beforehand, so that it can be drawn beside the window.
func (t *timelineScreen) printed() sheets.Story {
	u, shown := t.u, t.story()
	s := sheets.Story{Span: t.span, Title: t.title(), Sentence: t.sentence(), Today: u.today(), TodayWords: shown.TodayWords, WeekWords: shown.WeekWords,
		Foot: say("Drawn on {{.Day}} with EHC Casefile. Information, not legal advice.", "Day", u.today().Long()), ListTitle: say("The same as a list"),
		ListHeads: [3]string{say("Day"), say("What"), say("How it stands")}}
	s.NumberWords = shown.NumberSays
	for _, p := range t.tale.points {
		if !t.span.Holds(p.On) {
			continue
		}
		line := sheets.Point{On: p.On, State: p.State, Low: p.State.Open(), Whose: string(p.child), Title: u.pointTitle(p), Detail: u.pointDetail(p),
			What: u.pointInFull(p), About: u.pointAbout(p)}
		if _, line.Stands = u.pointChip(p); line.Stands == "" {
			line.Stands = say("happened")
		}
		s.Points = append(s.Points, line)
	}
	for _, b := range shown.Bands {
		s.Bands = append(s.Bands, sheets.Band{Band: b.Band, Title: b.Title, Short: b.Short, Over: b.Over})
	}
	for _, k := range t.keys() {
		s.Keys = append(s.Keys, sheets.Key{State: k.state, Words: k.words})
	}
	points := s.Points
	s.Many = func(of []int) sheets.Point {
		t := toldTogether(len(of), func(i int) timeline.Moment { return timeline.Moment{On: points[of[i]].On, State: points[of[i]].State} },
			func(i int) (string, string) { return points[of[i]].Title, points[of[i]].Detail })
		lead := points[of[t.lead]]
		return sheets.Point{On: points[of[0]].On, State: lead.State, Low: lead.Low, Title: t.title, Detail: t.detail, Number: t.number}
	}
	return s
}

// signKey is a sign with its meaning.
type signKey struct {
	state timeline.State
	words string
}

// keys gives the signs that are in sight.
func (t *timelineScreen) keys() []signKey {
	seen := map[timeline.State]bool{}
	for _, p := range t.tale.points {
		if t.span.Holds(p.On) {
			seen[p.State] = true
		}
	}
	var out []signKey
	for _, k := range []signKey{{timeline.Met, say("done in time")}, {timeline.MetLate, say("done, but late")}, {timeline.Late, say("late")}, {timeline.Soon, say("soon")},
		{timeline.Ahead, say("to come")}, {timeline.Happened, say("happened")}} {
		if seen[k.state] {
			out = append(out, k)
		}
	}
	return out
}
