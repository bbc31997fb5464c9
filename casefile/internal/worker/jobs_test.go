package worker

import (
	"context"
	"testing"
)

func TestReadGivesTheWordsOfEachPage(t *testing.T) {
	w := start(t)
	c, err := w.Read(context.Background(), paperOf("", sheets(3)))
	if err != nil {
		t.Fatal(err)
	}
	if c.Pages != 3 || len(c.Text) != 3 || c.Text[1] != "This is page 2 of the report" || c.Encrypted || len(c.Warnings) > 0 {
		t.Errorf("read %+v", c)
	}
}
