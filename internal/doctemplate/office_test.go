package doctemplate_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tierce/internal/docx/docxtest"
)

// letter is a template as an office writes one: a header, tags that Word has
// taken apart, a table whose row is repeated, paragraphs that may be left out.
func letter() []byte {
	split := `<w:p><w:r><w:t>Dear {</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>{applicant.</w:t></w:r><w:r><w:t>last-name}</w:t></w:r><w:r><w:t>}, on {{today}}</w:t></w:r></w:p>`
	body := split + docxtest.Paragraphs("{{project.works}} from {{project.starts-on}}, {{costs.total}} & <more>", "{{?building.parcel}}", "Parcel {{building.parcel}}", "{{/building.parcel}}") +
		docxtest.Table([]string{"Company", "Amount"}, []string{"{{#costs.quotes}}{{company}}", "{{amount}}{{?on}} on {{on:short}}{{/on}}{{/costs.quotes}}"}) +
		docxtest.Paragraphs("{{#costs.quotes}}", "Quote of {{company}}", "{{/costs.quotes}}", "{{project.description}}", "End")
	return docxtest.Of(body, docxtest.Paragraphs("{{organization}}")).Zip()
}

// What is filled in opens in LibreOffice, which says the same as was put in; a
// row of the table is a line of cells.
var opened = map[string]string{
	"en": "Dear Petit, on 2 March 2026\nRoof, Wall insulation from 1 April 2026, €12,345.50 & <more>\nCompany\nAmount\nToits & Fils\n€10,000.00\nMurs\n€2,345.50 on 01/02/2026\nQuote of Toits & Fils\nQuote of Murs\nfirst\nsecond\nEnd",
	"fr": "Dear Petit, on 2 mars 2026\nToiture, Isolation des murs from 1er avril 2026, 12 345,50 € & <more>\nCompany\nAmount\nToits & Fils\n10 000,00 €\nMurs\n2 345,50 € on 01/02/2026\nQuote of Toits & Fils\nQuote of Murs\nfirst\nsecond\nEnd",
}

func TestLOC9FilledDocumentsOpenInLibreOffice(t *testing.T) {
	h := newTown(t)
	h.fill("project", map[string]any{"starts-on": "2026-04-01", "works": []any{"roof", "walls"}, "description": "first\nsecond"})
	h.fill("costs", map[string]any{"total": "12345.50", "quotes": []any{map[string]any{"company": "Toits & Fils", "amount": "10000.00"}, map[string]any{"company": "Murs", "amount": "2345.50", "on": "2026-02-01"}}})
	tp, err := h.add(letter())
	h.must(err)
	h.scanned()
	tp = h.template(tp.ID).Template
	dir := t.TempDir()
	for lang := range opened {
		content := h.fetched(claire, h.made(tp, lang))
		if wrong := docxtest.Wrong(content); len(wrong) > 0 {
			t.Errorf("%s: %v", lang, wrong)
		}
		h.must(os.WriteFile(filepath.Join(dir, lang+".docx"), content, 0o600))
	}
	office(t, dir)
	for lang, want := range opened {
		text, err := os.ReadFile(filepath.Join(dir, lang+".txt"))
		if got := plain(string(text)); err != nil || got != want {
			t.Errorf("%s: LibreOffice reads, %v\n%q\nwant\n%q", lang, err, got, want)
		}
	}
}

// office has LibreOffice write the text of every document in dir, in one go.
func office(t *testing.T, dir string) {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("LibreOffice is missing: install libreoffice-writer-nogui (`make office` does on Debian)")
	}
	documents, err := filepath.Glob(filepath.Join(dir, "*.docx"))
	if err != nil || len(documents) == 0 {
		t.Fatal("no documents", err)
	}
	args := append([]string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--norestore", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir}, documents...)
	if said, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
}

// plain is a text without marks of order, and spaces that lines end with.
func plain(s string) string {
	s = strings.NewReplacer("\ufeff", "", "\r\n", "\n", "\u00a0", " ", "\u202f", " ").Replace(s)
	return strings.TrimSpace(s)
}
