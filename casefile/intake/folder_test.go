package intake

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tree makes files with a word in each, below a new folder.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range names {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("a word"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func itemNames(items []Item) (names []string) {
	for _, i := range items {
		names = append(names, i.Name)
	}
	return names
}

func TestAFolderGivesItsWholeTree(t *testing.T) {
	root := tree(t, "b.txt", "a/2.txt", "a/1.txt", "a/deep/er/x.pdf", ".DS_Store", "a/Thumbs.db", "a/desktop.ini", ".git/config", "a/~$b.docx",
		"$RECYCLE.BIN/old.txt", "Ours.casefile", "__MACOSX/._b.txt")
	alone := filepath.Join(tree(t, ".hidden.txt"), ".hidden.txt") // what is named itself is meant
	items, notes, err := PathItems(context.Background(), []string{alone, root})
	if err != nil || len(notes) != 0 {
		t.Fatal(notes, err)
	}
	if got, want := itemNames(items), []string{".hidden.txt", "1.txt", "2.txt", "x.pdf", "b.txt"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	f := newCase(t)
	for _, r := range add(t, f, Options{}, items...) {
		if !r.Kept {
			t.Errorf("%s: %s", r.Name, r.Refused)
		}
	}
}

// Links may lead anywhere, even round in a circle: they are left out, and it is said. What is named itself is meant.
func TestLinksInFoldersAreSaidAndNotFollowed(t *testing.T) {
	outside, root := tree(t, "secret.txt", "more/other.txt"), tree(t, "School/plan.txt", "notes.txt")
	for from, to := range map[string]string{"School/round": root, "out": outside, "secret.txt": filepath.Join(outside, "secret.txt"), "gone": filepath.Join(root, "nowhere"),
		"itself": filepath.Join(root, "itself")} {
		if err := os.Symlink(to, filepath.Join(root, from)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	items, notes, err := PathItems(context.Background(), []string{root})
	want := []string{fmt.Sprintf("5 links in the folder “%s” were left out, because a link may lead anywhere. Add what they lead to by itself.", filepath.Base(root))}
	if got := itemNames(items); err != nil || !slices.Equal(got, []string{"plan.txt", "notes.txt"}) || !slices.Equal(notes, want) {
		t.Errorf("%q %q %v", got, notes, err)
	}
	items, notes, err = PathItems(context.Background(), []string{filepath.Join(root, "out"), filepath.Join(root, "secret.txt"), filepath.Join(root, "itself"), filepath.Join(root, "gone")})
	if got := itemNames(items); err != nil || !slices.Equal(got, []string{"other.txt", "secret.txt", "secret.txt", "itself", "gone"}) || len(notes) != 0 {
		t.Errorf("named themselves: %q %q %v", got, notes, err)
	}
	for _, r := range add(t, newCase(t), Options{}, items...) {
		if (r.Name == "itself" || r.Name == "gone") != (r.Refused != "") {
			t.Errorf("a link that leads nowhere: %+v", r)
		}
	}
}

func TestAFolderWithoutFilesSaysSo(t *testing.T) {
	root := tree(t, "Empty/.DS_Store")
	items, notes, err := PathItems(context.Background(), []string{filepath.Join(root, "Empty"), filepath.Join(root, "nowhere.pdf")})
	if err != nil || len(items) != 1 || len(notes) != 1 || notes[0] != "There are no files in the folder “Empty”." {
		t.Errorf("%q %q %v", itemNames(items), notes, err)
	}
}

func TestAFolderOfTooManyFilesIsTakenInPart(t *testing.T) {
	var names []string
	for i := range MaxFolder + 3 {
		names = append(names, fmt.Sprintf("%d/%d.txt", i/1000, i))
	}
	items, notes, err := PathItems(context.Background(), []string{tree(t, names...)})
	if err != nil || len(items) != MaxFolder || len(notes) != 1 || !strings.HasPrefix(notes[0], "Only the first 5000 files") {
		t.Errorf("%d files, %q, %v", len(items), notes, err)
	}
}

func TestLookingThroughFoldersCanBeStopped(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, _, err := PathItems(ctx, []string{tree(t, "a.txt")}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
