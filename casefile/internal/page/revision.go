package page

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// revision adds to a PDF of gofpdf's what that library has no means for: tags and typefaces of our own. It is written behind the end
// as an incremental update (ISO 32000-1, 7.5.6), so nothing that is there moves.
type revision struct {
	out    bytes.Buffer
	table  []byte // gofpdf's own table of objects
	next   int    // the next free number
	root   int
	info   string
	before int // where its table stands
	places map[int]int
}

var errShape = errors.New("the pages have not the shape they were expected in")

var trailerWords = regexp.MustCompile(`^trailer\s+<<\s*/Size (\d+)\s+/Root (\d+) 0 R\s+/Info (\d+ 0 R)\s*>>\s*startxref\s+(\d+)\s+%%EOF\s*$`)

func revise(made []byte) (*revision, error) {
	at := bytes.LastIndex(made, []byte("trailer"))
	if at < 0 {
		return nil, errShape
	}
	m := trailerWords.FindSubmatch(made[at:])
	if m == nil {
		return nil, errShape
	}
	r := &revision{places: map[int]int{}, info: string(m[3])}
	r.next, _ = strconv.Atoi(string(m[1])) // digits all
	r.root, _ = strconv.Atoi(string(m[2]))
	r.before, _ = strconv.Atoi(string(m[4]))
	head := fmt.Appendf(nil, "xref\n0 %d\n", r.next)
	if r.before > at || !bytes.HasPrefix(made[r.before:], head) || at-r.before < len(head)+20*r.next {
		return nil, errShape
	}
	r.table = bytes.Clone(made[r.before+len(head):][:20*r.next])
	r.out = *bytes.NewBuffer(made)
	return r, nil
}

// was gives the text of an object of gofpdf's that is no stream, between "obj" and "endobj".
func (r *revision) was(num int) (string, error) {
	at, err := strconv.Atoi(string(r.table[20*num:][:10]))
	if err != nil || at >= r.before {
		return "", errShape
	}
	all := r.out.Bytes()[at:r.before]
	head := fmt.Sprintf("%d 0 obj\n", num)
	end := bytes.Index(all, []byte("endobj"))
	if end < 0 || !bytes.HasPrefix(all, []byte(head)) {
		return "", errShape
	}
	return string(all[len(head):end]), nil
}

// change writes an object of gofpdf's again, with more behind the words given.
func (r *revision) change(num int, behind, more string) error {
	was, err := r.was(num)
	if err != nil {
		return err
	}
	head, tail, ok := strings.Cut(was, behind)
	if !ok {
		return errShape
	}
	r.put(num, head+behind+more+tail)
	return nil
}

// fresh gives out a number.
func (r *revision) fresh() int {
	r.next++
	return r.next - 1
}

func (r *revision) put(num int, body string) {
	r.places[num] = r.out.Len()
	fmt.Fprintf(&r.out, "%d 0 obj\n%s\nendobj\n", num, strings.TrimSpace(body))
}

func (r *revision) add(body string) int {
	num := r.fresh()
	r.put(num, body)
	return num
}

// stream adds a stream, packed; its dictionary begins with these words.
func (r *revision) stream(words string, data []byte) int {
	z := deflated(data)
	return r.add(fmt.Sprintf("<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", words, len(z), z))
}

// bytes closes the revision: the changed and new objects' table, which names the one before it.
func (r *revision) bytes() []byte {
	nums := make([]int, 0, len(r.places))
	for n := range r.places {
		nums = append(nums, n)
	}
	slices.Sort(nums)
	at := r.out.Len()
	r.out.WriteString("xref\n")
	for i := 0; i < len(nums); {
		end := i
		for end < len(nums) && nums[end] == nums[i]+end-i {
			end++
		}
		fmt.Fprintf(&r.out, "%d %d\n", nums[i], end-i)
		for _, n := range nums[i:end] {
			fmt.Fprintf(&r.out, "%010d 00000 n \n", r.places[n])
		}
		i = end
	}
	fmt.Fprintf(&r.out, "trailer\n<</Size %d/Root %d 0 R/Info %s/Prev %d>>\nstartxref\n%d\n%%%%EOF\n", r.next, r.root, r.info, r.before, at)
	return r.out.Bytes()
}
