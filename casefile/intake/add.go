package intake

import (
	"context"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/guess"
	"ehccasefile/deadlines"
)

// Options is what is known about the papers before they are read. The zero value is fine.
type Options struct {
	Child casefile.CaseID       // the child they belong to; "" for the whole family
	Title string                // "" proposes one from each file's name; with several papers each also gets its number
	On    deadlines.Date        // the date on the paper
	Kind  casefile.DocumentKind // "" means a photo for a picture and "other" for the rest

	Privilege casefile.Privilege // "" means open; a paper that is held back is so from its first moment in the file
	Reason    string             // why it is held back, in words

	holds  []casefile.ID // of a mailbox that is put together here: the e-mails in it
	within casefile.ID   // the bundle it was taken out of
	from   int           // the page of the bundle that it began on
}

// Result says what became of one paper.
type Result struct {
	Name     string            // the item's name, untouched
	Document casefile.Document // what is in the case file; zero if refused
	Kept     bool              // it is in the case file, now or already
	Already  bool              // the same bytes were there before; nothing was added, and Notes says where they are
	Notes    []string          // sentences to show with it
	Refused  string            // why it was not added, and what to do; "" otherwise
	Left     int               // of [Read]: how many papers are known to wait after this one
}

// Add is [Keep] and then [Read]: it takes papers in and reads them, and what came inside them. said (which may be nil) is called for each once it
// is read, or refused. The results are those of the papers, as they stand then, and behind them those of what came inside.
func Add(ctx context.Context, f *casefile.File, items []Item, opt Options, said func(Result)) ([]Result, error) {
	kept, err := Keep(ctx, f, items, opt, func(r Result) {
		if said != nil && !r.Document.Unread() {
			said(r)
		}
	})
	if err != nil {
		return kept, err
	}
	read, err := Read(ctx, f, said) // what an earlier run kept and did not come to read, too
	return Together(kept, read), err
}

// Together gives the results of keeping papers with what reading them found, and behind them what came inside them.
func Together(kept, read []Result) []Result {
	at := map[casefile.ID]int{}
	var all []Result
	for _, r := range kept {
		if r.Document.ID != "" {
			at[r.Document.ID] = len(all)
		}
		all = append(all, r)
	}
	for _, r := range read {
		i, here := at[r.Document.ID]
		if !here {
			if _, inside := at[r.Document.Within]; inside { // not what an earlier run left unread
				at[r.Document.ID] = len(all)
				all = append(all, r)
			}
			continue
		}
		r.Already = all[i].Already
		r.Notes = append(all[i].Notes, r.Notes...)
		all[i] = r
	}
	return all
}

// propose fills in a record as far as name, type and options allow.
func propose(name string, t casefile.FileType, opt Options) casefile.Document {
	d := casefile.Document{
		Head:  casefile.Head{Child: opt.Child},
		Title: opt.Title, On: opt.On, Kind: opt.Kind, Privilege: casefile.PrivilegeOpen, Name: name, Type: t, Holds: opt.holds, Within: opt.within, TakenFrom: opt.from,
		Notes: []string{NotRead},
	}
	if d.Title == "" {
		d.Title = guess.TitleOf(name)
	}
	if opt.Privilege != "" {
		d.Privilege, d.Reason = opt.Privilege, opt.Reason
	}
	if d.Kind == "" {
		d.Kind = kindFor(t)
	}
	return d
}

// kindFor is the kind of a paper of which nobody said what it is.
func kindFor(t casefile.FileType) casefile.DocumentKind {
	switch {
	case t.Picture() && t != casefile.FileTIFF:
		return casefile.DocumentPhoto
	case t.Mail():
		return casefile.DocumentEmail
	}
	return casefile.DocumentOther
}
