// Package limit holds every bound that foreign files are read within: papers, pictures, e-mails and office files that came
// from somewhere else and may be broken or made to do harm. What passes a bound is kept as it is, not shown, and said.
//
// The numbers are the ones measured in the security notes of the design: a picture of 900 megapixels asks for 3.4 GB, an
// e-mail of 100,000 parts for half a minute, 4 MB of zip for 4 GB of zeros. A bound is an untyped constant, so that each
// reader may compare it with whatever it counts.
package limit

// Any file.
const (
	File  = 200 << 20 // bytes of one paper
	Pages = 5000      // pages of one paper that are read or drawn
	Text  = 20 << 20  // bytes of words from one paper
)

// Pictures.
const (
	Pixels        = 100_000_000 // of one picture that is decoded
	HEICPixels    = 24_000_000  // of one HEIC picture: its decoder needs about 30 bytes a pixel
	Side          = 65535       // pixels along one side
	Frames        = 500         // pages of one TIFF
	PictureMemory = 420 << 20   // bytes a picture may fill that can only be unpacked whole
	DPI           = 300         // dots an inch that a picture on a page keeps: more only makes the bundle larger
)

// E-mails and mailboxes.
const (
	MailDepth    = 20      // multiparts and messages inside one another
	MailParts    = 2000    // parts of one message
	MailHeader   = 1 << 20 // bytes of one header
	MailAddrs    = 1000    // addresses of one list
	MailMessages = 20_000  // messages of one mailbox
)

// Files that are zips inside (docx, odt), and the XML in them.
const (
	ZipEntries = 5000
	ZipTotal   = 500 << 20 // bytes of all entries, unpacked
	ZipRatio   = 200       // unpacked to packed, of an entry over ZipFree
	ZipFree    = 10 << 20  // bytes an entry may unpack to whatever its ratio
	Depth      = 100       // elements inside one another: tables in tables, RTF groups, HTML
	Blocks     = 200_000   // paragraphs, rows and pictures of one document

	OfficeXML      = 64 << 20  // bytes of one part of XML that are read
	OfficeAttrs    = 10_000    // attributes of one element
	OfficeRuns     = 1_000_000 // changes of form in one document
	OfficePictures = 100 << 20 // bytes of the pictures shown of one document
	OfficePart     = 8 << 20   // bytes of a part that is kept whole: styles, lists, relations
)
