package cli

import (
	"fmt"
	"os"
	"time"

	"ehccasefile/casefile"
)

func runHistory(c *call) error {
	o := newOptions(c).withJSON()
	passphraseFile, proof := o.withPassphrase(), o.text("proof")
	words, err := o.parse(c, 1, 1)
	if err != nil {
		return err
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		if *proof != "" {
			if err := aboutFile(*proof, writeProof(f, *proof)); err != nil {
				return err
			}
		}
		ctx, stop := untilInterrupted()
		defer stop()
		root, err := f.Root()
		if err != nil {
			return err
		}
		all, err := f.History(ctx, 0)
		if err != nil {
			return err
		}
		if o.json {
			return c.printJSON(historyOf(root, all))
		}
		c.sayHistory(root, all, *proof)
		return nil
	})
}

// writeProof writes the proof into a new file; one that was half-written is removed again.
func writeProof(f *casefile.File, path string) error {
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	err = f.Proof(out)
	if err == nil {
		err = out.Sync()
	}
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		os.Remove(path)
	}
	return err
}

// historyJSON is what history --json prints.
type historyJSON struct {
	Changes uint64        `json:"changes"` // how often the file was saved
	End     string        `json:"end"`     // the SHA-256 of the last event
	History []happenedNow `json:"history"` // newest first
}

type happenedNow struct {
	Change uint64       `json:"change"`
	At     time.Time    `json:"at"`
	Act    casefile.Act `json:"act"`
	Kind   string       `json:"kind,omitempty"`
	ID     casefile.ID  `json:"id,omitempty"`
	Title  string       `json:"title,omitempty"`
	Why    string       `json:"why,omitempty"`
}

func historyOf(root casefile.Root, all []casefile.Happening) historyJSON {
	out := historyJSON{root.Seq, root.Link, []happenedNow{}}
	for _, h := range all {
		out.History = append(out.History, happenedNow{h.Seq, h.At, h.Act, h.Kind, h.ID, h.Title, h.Why})
	}
	return out
}

// sayHistory prints a line for each thing that was done.
func (c *call) sayHistory(root casefile.Root, all []casefile.Happening, proof string) {
	for _, h := range all {
		fmt.Fprintf(c.out, "%s  %s\n", h.At.Format("2006-01-02 15:04 UTC"), inWords(h))
	}
	fmt.Fprintf(c.out, "\nSaved %s. The history ends in %s.\n", several(int(root.Seq), "time", "times"), root.Link)
	if proof != "" {
		fmt.Fprintf(c.out, "Written: %s. It says in plain English how anybody can check it.\n", proof)
	}
}

// inWords says what was done to what, and why.
func inWords(h casefile.Happening) string {
	say := h.Act.Title()
	if h.Kind != "" {
		say += ": " + recordWords[h.Kind]
	}
	if h.Title != "" {
		say += fmt.Sprintf(" %q", h.Title)
	}
	if h.Why != "" {
		say += ", because: " + h.Why
	}
	return say
}

// recordWords calls each kind of record what a family calls it.
var recordWords = map[string]string{"family": "the family", "authority": "a council", "child": "a child", "person": "a person", "document": "a paper",
	"text": "the words read from a paper", "event": "a dated fact", "appeal": "an appeal", "entry": "a log entry", "bundle": "the plan of a bundle"}
