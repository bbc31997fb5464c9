package page

import "fmt"

// Facsimile puts a JPEG or PNG over the whole of a page of its own, w by h points: the picture of a page that is not copied itself. w and
// h are bounded to what PDF readers show, 3 to 14,400 points.
func (p *Paper) Facsimile(picture []byte, w, h float64) error {
	pic, err := readPicture(picture)
	if err != nil {
		return err
	}
	w, h = min(max(w, 3), 14400), min(max(h, 3), 14400)
	p.sheet(w, h)
	p.stick(pic, fmt.Sprintf("facsimile %d", p.Pages()), [4]float64{0, 0, w, h}, h)
	if err := p.pdf.Error(); err != nil {
		return fmt.Errorf("place the picture of a page: %w", err)
	}
	return nil
}
