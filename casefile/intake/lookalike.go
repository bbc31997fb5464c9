package intake

import (
	"slices"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/worker"
)

// LooksLike tells which other papers of the same child a paper looks like: the same page in two files, a newer version of a report, a second
// scan. It reads the words of all of them, which takes a moment; nothing is removed, ever.
func LooksLike(f *casefile.File, id casefile.ID) (found []Alike, err error) {
	x := NewIndex()
	err = f.View(func(tx *casefile.Tx) error {
		this, err := casefile.Get[casefile.Document](tx, id)
		if err != nil {
			return err
		}
		texts := map[casefile.ID]casefile.Text{}
		for _, t := range casefile.All[casefile.Text](tx, "") {
			texts[t.Document] = t
		}
		prints := texts[id].Prints
		for _, d := range casefile.All[casefile.Document](tx, "") {
			if d.ID == id || d.Child != this.Child {
				continue
			}
			x.Add(paperOf(d, texts[d.ID]))
			if n := sameLooks(prints, texts[d.ID].Prints); n > 0 && n == len(prints) {
				found = append(found, Alike{This: string(id), Other: string(d.ID), How: RescanOf, Share: 1,
					Say: "This looks like another picture of “" + d.Title + "”. Both are kept."})
			}
		}
		for _, a := range x.Add(paperOf(this, texts[id])) {
			if !slices.ContainsFunc(found, func(b Alike) bool { return b.Other == a.Other }) { // found by its pictures already
				found = append(found, a)
			}
		}
		return nil
	})
	return found, err
}

func paperOf(d casefile.Document, t casefile.Text) Paper {
	p := Paper{ID: string(d.ID), Title: d.Title, Author: d.Author, On: d.On}
	for _, words := range t.Pages {
		p.Pages = append(p.Pages, Leaf{Words: words})
	}
	return p
}

// sameLooks counts the pages of one paper whose picture looks like one of the other.
func sameLooks(these, others [][]byte) (n int) {
	for _, a := range these {
		for _, b := range others {
			if worker.Alike(a, b) <= worker.LooksAlike {
				n++
				break
			}
		}
	}
	return n
}
