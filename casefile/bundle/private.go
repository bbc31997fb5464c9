package bundle

import (
	"context"
	"errors"
	"fmt"

	"ehccasefile/casefile/internal/guess"
	"ehccasefile/casefile/internal/worker"
)

// No record says of a file in a folder whether the Tribunal may see it, so its words are judged here, by the same eye that looks at a paper
// when a case file takes it in (package guess). Better one paper too many left out, which one word in index.csv brings in, than one that
// cannot be taken back. So what could not be looked at stays out too.

const wayRound = " If the Tribunal may see it after all, write open under privilege in its row of index.csv."

// privateError is given for a file of a folder whose words hold it back.
type privateError struct{ why guess.Reason }

// Error says it in a plain sentence, with the way round.
func (e privateError) Error() string {
	return fmt.Sprintf("It is held back: “%s” stands %s.", e.why.Words, e.why.Where) + wayRound
}

// errUnlooked is given for a file of a folder whose words could not be looked at.
var errUnlooked = errors.New("its words could not be looked at")

// unheld looks whether the name of a file of a folder, its title or its words say that it is not for the Tribunal. What it found is the
// error, and so is that it could not look; that there are words which can only be seen is a note. pdf is the document as a PDF; nil for a
// picture or a recording, which have no words.
func (k *desk) unheld(ctx context.Context, out *loaded, pdf []byte) error {
	file, isFile := out.bytes.(filed)
	if !isFile || file.open {
		return nil
	}
	if why, private := guess.HeldBack(out.Title, nil); private && why.Cause != guess.CauseMediation { // a title only says what a letter is about
		return privateError{why}
	}
	var seen worker.Contents
	if pdf != nil {
		w, err := k.worker(ctx)
		if err != nil {
			return err
		}
		if seen, err = w.Read(ctx, pdf); err != nil || seen.Unread > 0 || len(seen.Text) < seen.Pages {
			return errors.Join(ctx.Err(), errUnlooked)
		}
	}
	aside := []guess.Aside{{Words: seen.Other}, {Words: out.unseen}}
	for i, words := range seen.Aside {
		aside = append(aside, guess.Aside{Page: i + 1, Words: words})
	}
	if why, private := guess.HeldBack(file.name, seen.Text, aside...); private {
		return privateError{why}
	}
	for i, share := range seen.Pictures {
		out.blind = out.blind || share > 0.05 && len(seen.Text[i]) < 200 // a scan, or nearly
	}
	if out.blind {
		out.notes = append(out.notes, "Some of its words can only be seen, and were not looked at. Look yourself whether it says “without prejudice”.")
	}
	return nil
}
