package document

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tierce/internal/fault"
)

// headMost is how many first bytes of a file are looked at.
const headMost = 4096

// kind is what a file may be: how its name ends, its type, and what its bytes
// must look like. Files that a browser would run (HTML, SVG, XML), programs
// and archives are none: in a zip nobody sees what they get.
type kind struct {
	ext, mime string
	looks     func(head []byte) bool
	holds     []string // names that must stand in it, of a zip that is a document
}

const (
	ooxml = "application/vnd.openxmlformats-officedocument."
	odf   = "application/vnd.oasis.opendocument."
)

var kinds = []kind{
	{"pdf", "application/pdf", begins("%PDF-"), nil},
	{"docx", ooxml + "wordprocessingml.document", begins(zipped), []string{contents, "word/document.xml"}},
	{"xlsx", ooxml + "spreadsheetml.sheet", begins(zipped), []string{contents, "xl/workbook.xml"}},
	{"pptx", ooxml + "presentationml.presentation", begins(zipped), []string{contents, "ppt/presentation.xml"}},
	{"odt", odf + "text", open(odf + "text"), nil},
	{"ods", odf + "spreadsheet", open(odf + "spreadsheet"), nil},
	{"odp", odf + "presentation", open(odf + "presentation"), nil},
	{"rtf", "application/rtf", begins(`{\rtf`), nil},
	{"txt", "text/plain", plain, nil},
	{"csv", "text/csv", plain, nil},
	{"jpg", "image/jpeg", begins("\xff\xd8\xff"), nil},
	{"jpeg", "image/jpeg", begins("\xff\xd8\xff"), nil},
	{"png", "image/png", begins("\x89PNG\r\n\x1a\n"), nil},
	{"gif", "image/gif", begins("GIF87a", "GIF89a"), nil},
	{"webp", "image/webp", func(head []byte) bool { return at(head, 0, "RIFF") && at(head, 8, "WEBP") }, nil},
	{"heic", "image/heic", heic, nil},
	{"tif", "image/tiff", begins("II*\x00", "MM\x00*"), nil},
	{"tiff", "image/tiff", begins("II*\x00", "MM\x00*"), nil},
	{"eml", "message/rfc822", func(head []byte) bool { return plain(head) && letter.Match(head) }, nil},
	{"msg", "application/vnd.ms-outlook", begins("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), nil},
}

// macros are what makes a document of a zip a program.
const macros = "vbaProject.bin"

const (
	zipped   = "PK\x03\x04"
	contents = "[Content_Types].xml"
)

// Extensions lists how the names of files that are taken end.
func Extensions() []string {
	var list []string
	for _, k := range kinds {
		list = append(list, k.ext)
	}
	return list
}

// kindOf gives what a file called name is said to be by its name; its type,
// where one is said too, must be the same.
func kindOf(name, mime string) (kind, error) {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.ext == ext })
	if i < 0 {
		return kind{}, fault.Bad("name", "kind-not-taken", "known", strings.Join(Extensions(), ", "))
	}
	if mime != "" && mime != kinds[i].mime {
		return kind{}, fault.Bad("type", "other-type", "type", kinds[i].mime)
	}
	return kinds[i], nil
}

// is tells whether a file that begins with head, and of whose text has tells
// what stands in it, is of this kind.
func (k kind) is(head []byte, has func(string) bool) bool {
	if !k.looks(head) || k.holds != nil && has(macros) {
		return false
	}
	return !slices.ContainsFunc(k.holds, func(name string) bool { return !has(name) })
}

func at(head []byte, n int, text string) bool {
	return len(head) >= n && bytes.HasPrefix(head[n:], []byte(text))
}

func begins(with ...string) func([]byte) bool {
	return func(head []byte) bool {
		return slices.ContainsFunc(with, func(w string) bool { return at(head, 0, w) })
	}
}

// open is a zip whose first file says what it is (ODF 1.3, part 2).
func open(mime string) func([]byte) bool {
	return func(head []byte) bool {
		return at(head, 0, zipped) && at(head, 30, "mimetype"+mime) && !at(head, 38+len(mime), "-")
	}
}

// heic is a box of the ISO family whose brand is one of HEIF's.
func heic(head []byte) bool {
	return at(head, 4, "ftyp") && slices.ContainsFunc([]string{"heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"}, func(brand string) bool { return at(head, 8, brand) })
}

// letter is how a mail begins: with a header.
var letter = regexp.MustCompile(`(?i)\A(\xef\xbb\xbf)?(from |[a-z][a-z0-9-]*:)`)

// plain is text in whatever alphabet: nothing that no text has.
func plain(head []byte) bool {
	if at(head, 0, "\xff\xfe") || at(head, 0, "\xfe\xff") {
		return true // UTF-16
	}
	return !bytes.ContainsFunc(head, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\r' && r != '\n' && r != '\f' && r != utf8.RuneError
	})
}
