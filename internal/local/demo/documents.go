package demo

import (
	"bytes"
	"fmt"
	"strings"
)

// Document is a file of a dossier: a name, and the lines that stand in it.
// Everybody says that whoever has access sees it.
type Document struct {
	Name      string   `json:"name"`
	Lines     []string `json:"lines"`
	Everybody bool     `json:"everybody"`
}

// Content is the file: a PDF of one page, or plain lines.
func (d Document) Content() []byte {
	if strings.HasSuffix(d.Name, ".pdf") {
		return page(d.Lines)
	}
	return []byte(strings.Join(d.Lines, "\n") + "\n")
}

// page is a PDF of one page, with text as WinAnsi has it.
func page(lines []string) []byte {
	var text bytes.Buffer
	text.WriteString("BT /F 12 Tf 15 TL 60 780 Td\n")
	for _, line := range lines {
		fmt.Fprintf(&text, "(%s) Tj T*\n", written(line))
	}
	text.WriteString("ET\n")
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var at []int
	for i, object := range []string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", text.Len(), text.String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"} {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, table)
	return out.Bytes()
}

// written escapes what ends a string, and writes the letters of Western Europe
// in one byte each.
func written(line string) string {
	var out strings.Builder
	for _, r := range strings.NewReplacer("’", "'", "–", "-").Replace(line) {
		switch {
		case r == '(' || r == ')' || r == '\\':
			out.WriteByte('\\')
			out.WriteByte(byte(r))
		case r < 0x100:
			out.WriteByte(byte(r))
		default:
			out.WriteByte('?')
		}
	}
	return out.String()
}
