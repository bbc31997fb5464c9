package intake

import "testing"

func TestPageLists(t *testing.T) {
	for want, pages := range map[string][]int{
		"page 4":                         {4},
		"pages 2 to 5 and 9":             {2, 3, 4, 5, 9},
		"pages 1, 3, 5, 7, 9 and 3 more": {1, 3, 5, 7, 9, 11, 12, 14},
		"pages 1 and 3":                  {1, 3},
	} {
		if got := pageList(pages); got != want {
			t.Errorf("%v: %q, want %q", pages, got, want)
		}
	}
}
